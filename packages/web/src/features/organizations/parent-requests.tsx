import { DecideUnitParentDocument, type ParentRequestRowFragment } from '@hongchuang/schema';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatDate } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { useAction } from '../../lib/use-action';
import { FailureNotice } from '../../ui/states';
import { VerifiedMark } from '../../ui/verified-mark';
import styles from './organizations.module.css';
import { Written } from '../../ui/written';

const REASON_MAX = 500;

interface ParentRequestRowProps {
  request: ParentRequestRowFragment;
  /** Administrators decide for a unit that is not theirs, so they always give a reason. */
  asAdmin?: boolean;
  /** The names of the queries that show the request. */
  refetch: string[];
}

/** A unit that asks, whom, and when. */
export function ParentRequestFacts({ request }: { request: ParentRequestRowFragment }) {
  const { t } = useTranslation('organizations');
  const language = useLanguage();
  const { unit, parent } = request;
  return (
    <>
      <p className="strong">
        {unit.verification === 'VERIFIED' ? (
          <Link to={`/organizations/${unit.id}`}>
            <Written>{unit.name}</Written>
          </Link>
        ) : (
          unit.name
        )}{' '}
        {unit.verification === 'VERIFIED' && <VerifiedMark />}
      </p>
      <p className="small quiet">
        {t('request.asks', {
          parent: parent.name,
          kind: t(`terms:organizationKind.${unit.kind}`),
          date: formatDate(request.askedAt, language),
        })}
        {unit.creditCode && <span className="num"> · {unit.creditCode}</span>}
      </p>
    </>
  );
}

/** A unit that asks to belong to another: its facts, and the consent or the refusal of the unit above. */
export function ParentRequestRow({ request, asAdmin = false, refetch }: ParentRequestRowProps) {
  const { t } = useTranslation('organizations');
  const reasonId = useId();
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const action = useAction(DecideUnitParentDocument, { refetch });
  const decide = (accepted: boolean) => {
    const words = reason.trim();
    if (words === '' && (asAdmin || !accepted)) return setMissing(true);
    void action.run({ id: request.id, accepted, reason: words || null });
  };
  return (
    <article className={`card card-pad ${styles.request}`} aria-label={request.unit.name}>
      <ParentRequestFacts request={request} />
      <label htmlFor={reasonId}>{t(asAdmin ? 'request.reasonOfAdmin' : 'request.reason')}</label>
      <Input.TextArea
        id={reasonId}
        value={reason}
        maxLength={REASON_MAX}
        autoSize={{ minRows: 2, maxRows: 6 }}
        status={missing ? 'error' : ''}
        aria-invalid={missing}
        onChange={(event) => {
          setReason(event.target.value);
          setMissing(false);
        }}
      />
      {missing && (
        <p role="alert" className="small amber">
          {t('request.reasonNeeded')}
        </p>
      )}
      <FailureNotice failure={action.failure} kind="write" />
      <div className="row" style={{ gap: 8 }}>
        <Button loading={action.busy} onClick={() => decide(true)}>
          {t('request.accept')}
        </Button>
        <Button type="text" loading={action.busy} onClick={() => decide(false)}>
          {t('request.refuse')}
        </Button>
      </div>
    </article>
  );
}
