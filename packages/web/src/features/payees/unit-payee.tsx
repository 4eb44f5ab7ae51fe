import { useQuery } from '@apollo/client/react';
import { UnitPayeeDocument, WithdrawPayeeDocument } from '@hongchuang/schema';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { hasStoredForm } from '../../lib/stored-form';
import { useAction } from '../../lib/use-action';
import { ConfirmAction } from '../../ui/confirm-action';
import { ErrorState, FailureNotice, Loading, SkeletonText } from '../../ui/states';
import { PayeeFacts } from './payee-facts';
import { PayeeForm } from './payee-form';
import styles from './payees.module.css';

/** The account to which a unit is paid, for its owners and editors: what is in force, what waits, and what was before. */
export function UnitPayee({ organization, owner }: { organization: { id: string; name: string }; owner: boolean }) {
  const { t } = useTranslation('payees');
  const { data, error, refetch } = useQuery(UnitPayeeDocument, {
    variables: { id: organization.id },
    fetchPolicy: 'cache-and-network',
  });
  const [editing, setEditing] = useState(() => owner && hasStoredForm(`payee:${organization.id}`));
  const [sent, setSent] = useState(false);
  const withdraw = useAction(WithdrawPayeeDocument, { refetch: ['UnitPayee'] });
  const accounts = data?.organization?.payeeAccounts;
  if (!accounts) {
    if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
    return (
      <Loading>
        <SkeletonText lines={3} />
      </Loading>
    );
  }
  const current = accounts.find(({ state }) => state === 'CURRENT');
  const waiting = accounts.find(({ state }) => state === 'ENTERED' || state === 'PREPARED');
  const before = accounts.filter((account) => account !== current && account !== waiting);
  return (
    <div className="stack">
      <p className="small quiet measure">{t('unit.lead')}</p>
      {current ? <PayeeFacts account={current} /> : !waiting && <p className="quiet">{t('unit.none')}</p>}
      {waiting && (
        <div className={styles.waiting} role="group" aria-label={t('unit.waiting')}>
          <PayeeFacts account={waiting}>
            {owner && (
              <>
                <p className="small amber">{t('unit.notYours')}</p>
                <div>
                  <ConfirmAction
                    label={t('unit.withdraw')}
                    question={t('unit.withdrawQuestion')}
                    confirm={t('unit.withdraw')}
                    keep={t('unit.keep')}
                    busy={withdraw.busy}
                    onConfirm={() => withdraw.run({ id: waiting.id, reason: null })}
                  />
                </div>
                <FailureNotice failure={withdraw.failure} kind="write" />
              </>
            )}
          </PayeeFacts>
        </div>
      )}
      <p className="small pine" role="status">
        {sent && waiting && t('unit.sent')}
      </p>
      {owner && !waiting && !editing && (
        <div>
          <Button onClick={() => setEditing(true)}>{t(current ? 'unit.change' : 'unit.enter')}</Button>
        </div>
      )}
      {owner && !waiting && editing && (
        <PayeeForm
          organization={organization}
          onDone={() => {
            setEditing(false);
            setSent(true);
          }}
          onClose={() => setEditing(false)}
        />
      )}
      {!owner && <p className="small quiet">{t('unit.onlyOwner')}</p>}
      {before.length > 0 && (
        <details>
          <summary className="small">{t('unit.before')}</summary>
          <div className={styles.list}>
            {before.map((account) => (
              <PayeeFacts key={account.id} account={account} />
            ))}
          </div>
        </details>
      )}
    </div>
  );
}
