import { DecidePayeeDocument, type PayeeToDecideFragment } from '@hongchuang/schema';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useAction } from '../../lib/use-action';
import { useViewer } from '../../lib/viewer';
import { OrderHistory } from '../../ui/order-history';
import { FailureNotice } from '../../ui/states';
import { TraceLink } from '../../ui/trace-link';
import { PayeeFacts } from './payee-facts';
import styles from './payees.module.css';

const REASON_MAX = 500;

/** An account that waits, beside the one in force, and the decision on it. */
export function PayeePanel({
  account,
  onDecided,
}: {
  account: PayeeToDecideFragment;
  onDecided: (decided: PayeeToDecideFragment) => void;
}) {
  const { t } = useTranslation('payees');
  const { hasRole } = useViewer();
  const reasonId = useId();
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const action = useAction(DecidePayeeDocument, {
    onDone: ({ decidePayeeAccount }) => {
      setReason('');
      onDecided(decidePayeeAccount);
    },
  });
  const { organization, order, unitsWithSameNumber } = account;
  const current = organization.payeeAccounts?.find(({ state }) => state === 'CURRENT');
  const signs = account.state === 'PREPARED';
  const mayAccept = signs ? order?.viewerObstacle == null : hasRole('TREASURER');
  const mayDecide = mayAccept || (signs && order?.viewerMayClose === true);
  const decide = (accepted: boolean) => {
    const words = reason.trim();
    if (!accepted && words === '') return setMissing(true);
    void action.run({ id: account.id, accepted, reason: words || null });
  };
  return (
    <article className={`card card-pad ${styles.panel}`} aria-label={organization.name}>
      <div>
        <h2>
          <Link to={`/organizations/${organization.id}`}>{organization.name}</Link>
        </h2>
        <p className="small quiet">{t(current ? 'desk.change' : 'desk.first')}</p>
      </div>
      <PayeeFacts account={account} number={account.number} />
      {account.accountName !== organization.name && <p className={`small ${styles.note}`}>{t('desk.otherName')}</p>}
      {unitsWithSameNumber && unitsWithSameNumber.length > 0 && (
        <p className={`small ${styles.note}`}>
          {t('desk.same', { units: unitsWithSameNumber.map(({ name }) => name).join('、') })}
        </p>
      )}
      {current && (
        <section aria-label={t('desk.now')}>
          <h3 className="quiet">{t('desk.now')}</h3>
          <PayeeFacts account={current} number={current.number} />
        </section>
      )}
      {order ? <OrderHistory order={order} /> : <TraceLink subject={organization.id} />}
      {signs && order?.preparedByViewer && <p className="small quiet">{t('desk.yourOwn')}</p>}
      {!signs && hasRole('ADMIN') && <p className="small quiet">{t('desk.needsTreasurer')}</p>}
      {mayDecide && (
        <div className="stack" style={{ gap: 8 }}>
          <label htmlFor={reasonId}>{t('desk.reason')}</label>
          <Input.TextArea
            id={reasonId}
            value={reason}
            maxLength={REASON_MAX}
            autoSize={{ minRows: 2, maxRows: 6 }}
            status={missing ? 'error' : ''}
            aria-invalid={missing}
            aria-describedby={`${reasonId}-help`}
            onChange={(event) => {
              setReason(event.target.value);
              setMissing(false);
            }}
          />
          <p id={`${reasonId}-help`} className="small quiet">
            {t('desk.reasonHelp')}
          </p>
          {missing && (
            <p role="alert" className="small amber">
              {t('desk.reasonNeeded')}
            </p>
          )}
          <div className="row" style={{ gap: 8 }}>
            {mayAccept && (
              <Button loading={action.busy} onClick={() => decide(true)}>
                {t(signs ? 'desk.sign' : current ? 'desk.prepare' : 'desk.verify')}
              </Button>
            )}
            <Button type="text" disabled={action.busy} onClick={() => decide(false)}>
              {t('desk.refuse')}
            </Button>
          </div>
        </div>
      )}
      <FailureNotice failure={action.failure} kind="write" />
    </article>
  );
}
