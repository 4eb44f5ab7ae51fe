import { DecideUnitChangeDocument, type UnitChangeRowFragment } from '@hongchuang/schema';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatDate } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { useAction } from '../../lib/use-action';
import { ConfirmAction } from '../../ui/confirm-action';
import { FailureNotice } from '../../ui/states';
import { TermChip } from '../../ui/term-chip';
import { Written } from '../../ui/written';

const REASON_MAX = 500;

/** What becomes of everything that a unit has, with what stands in the way first. */
export function Stakes({ stakes }: { stakes: UnitChangeRowFragment['stakes'] }) {
  const { t } = useTranslation('unit-changes');
  if (stakes.length === 0) return null;
  return (
    <div>
      <p className="strong">{t('stakes')}</p>
      <ul>
        {stakes.map(({ name, text, blocks }) => (
          <li key={name} className={blocks ? 'amber' : undefined}>
            {text}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A merger or a split: the units, why, and what it means. */
export function UnitChangeFacts({ change }: { change: UnitChangeRowFragment }) {
  const { t } = useTranslation('unit-changes');
  const language = useLanguage();
  const { unit, into, parts, state, askedAt, reason, decidedAt, decisionReason, stakes } = change;
  return (
    <>
      <div className="row" style={{ gap: 8 }}>
        <Link to={`/organizations/${unit.id}`} className="strong">
          <Written>
            {into ? t('whatMerger', { from: unit.name, into: into.name }) : t('whatSplit', { from: unit.name })}
          </Written>
        </Link>
        <TermChip kind="unitChangeState" value={state} />
      </div>
      {reason && <p className="small quiet">{t('asked', { date: formatDate(askedAt, language), reason })}</p>}
      {decidedAt && decisionReason && (
        <p className="small quiet">{t('decided', { date: formatDate(decidedAt, language), reason: decisionReason })}</p>
      )}
      {parts.length > 0 && (
        <ul>
          {parts.map(({ position, name, kind, memberCount, ownerName, children }) => (
            <li key={position}>
              {t('part', {
                name,
                kind: t(`terms:organizationKind.${kind}`),
                people: memberCount,
                owner: ownerName ?? '',
              })}
              {children.length > 0 && (
                <span className="small quiet">
                  {' '}
                  {t('partUnits', { units: children.map((child) => child.name).join(language === 'en' ? ', ' : '、') })}
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
      <Stakes stakes={stakes} />
    </>
  );
}

/** What the viewer is for a change. */
export type DecidesAs = 'asker' | 'other' | 'admin';

/** A merger or a split that waits, with the decision of whoever looks at it. */
export function UnitChangeCard({
  change,
  as,
  refetch,
}: {
  change: UnitChangeRowFragment;
  as: DecidesAs | null;
  /** The names of the queries that show the change. */
  refetch: string[];
}) {
  const { t } = useTranslation('unit-changes');
  const reasonId = useId();
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const action = useAction(DecideUnitChangeDocument, { refetch });
  const decide = (accepted: boolean) => {
    const words = reason.trim();
    const needed = as === 'admin' || (as === 'other' && !accepted);
    if (words === '' && needed) return setMissing(true);
    return action.run({ id: change.id, accepted, reason: words || null });
  };
  const accepts = as === 'admin' || (as === 'other' && change.state === 'ASKED');
  return (
    <article className="card card-pad stack" aria-label={change.unit.name}>
      <UnitChangeFacts change={change} />
      {(as === 'admin' || as === 'other') && (
        <div>
          <label htmlFor={reasonId}>{t(as === 'admin' ? 'reasonOfAdmin' : 'reason')}</label>
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
              {t('reasonNeeded')}
            </p>
          )}
        </div>
      )}
      <FailureNotice failure={action.failure} kind="write" />
      {as !== null && (
        <div className="row" style={{ gap: 8 }}>
          {accepts && (
            <ConfirmAction
              label={t(as === 'admin' ? 'carryOut' : 'consent')}
              question={t('question')}
              confirm={t(as === 'admin' ? 'carryOut' : 'consent')}
              keep={t('keep')}
              busy={action.busy}
              onConfirm={() => decide(true)}
            />
          )}
          <Button size="small" loading={action.busy} onClick={() => void decide(false)}>
            {t(as === 'asker' ? 'withdraw' : 'refuse')}
          </Button>
        </div>
      )}
    </article>
  );
}
