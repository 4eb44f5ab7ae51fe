import { useQuery } from '@apollo/client/react';
import {
  RoleChangeQueueDocument,
  type RoleChangeRowFragment,
  SignRoleChangeDocument,
  WithdrawRoleChangeDocument,
} from '@hongchuang/schema';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatDateTime } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { useAction } from '../../lib/use-action';
import { ConnectionList } from '../../ui/connection-list';
import { Section } from '../../ui/page';
import { FailureNotice, SkeletonText } from '../../ui/states';
import styles from './admin.module.css';

const PAGE = 20;
const REFETCH = ['RoleChangeQueue', 'AdminAccounts'];

/** The changes of roles that wait for a second administrator. Nothing is shown while none waits. */
export function RoleChanges() {
  const { t } = useTranslation('admin');
  const { data, error, refetch, fetchMore } = useQuery(RoleChangeQueueDocument, { variables: { first: PAGE } });
  const connection = data?.roleChangeQueue;
  if (connection?.totalCount === 0) return null;
  return (
    <Section title={t('roleChanges.title')}>
      <ConnectionList
        connection={error ? undefined : connection}
        error={error}
        refetch={refetch}
        fetchMore={fetchMore}
        pageSize={PAGE}
        skeleton={<SkeletonText lines={2} />}
        empty={null}
        container={(items) => (
          <ul className={styles.accounts} aria-label={t('roleChanges.title')}>
            {items}
          </ul>
        )}
      >
        {(change) => <RoleChangeRow change={change} />}
      </ConnectionList>
    </Section>
  );
}

function RoleChangeRow({ change }: { change: RoleChangeRowFragment }) {
  const { t } = useTranslation('admin');
  const language = useLanguage();
  const signing = useAction(SignRoleChangeDocument, { refetch: REFETCH });
  const closing = useAction(WithdrawRoleChangeDocument, { refetch: REFETCH });
  const { id, account, order } = change;
  const params = { name: account.name, role: t(`terms:platformRole.${change.role}`) };
  return (
    <li className={styles.account}>
      <div>
        <p className="strong">{t(change.isGiven ? 'roleChanges.give' : 'roleChanges.take', params)}</p>
        <p className="small quiet">
          {account.email} ·{' '}
          {t('roleChanges.prepared', { name: order.preparedBy, date: formatDateTime(order.preparedAt, language) })}
        </p>
        {order.reason && <p className="small">{order.reason}</p>}
      </div>
      <div className={styles.accountRoles}>
        {order.viewerObstacle === null ? (
          <Button
            size="small"
            loading={signing.busy}
            aria-label={t('roleChanges.signThis', params)}
            onClick={() => void signing.run({ id })}
          >
            {t('roleChanges.sign')}
          </Button>
        ) : (
          <span className="small quiet">
            {t(order.preparedByViewer ? 'roleChanges.othersSign' : 'roleChanges.mayNotSign')}
          </span>
        )}
        {order.viewerMayClose && (
          <Button
            size="small"
            type="text"
            loading={closing.busy}
            aria-label={t(order.preparedByViewer ? 'roleChanges.withdrawThis' : 'roleChanges.refuseThis', params)}
            onClick={() => void closing.run({ id })}
          >
            {t(order.preparedByViewer ? 'roleChanges.withdraw' : 'roleChanges.refuse')}
          </Button>
        )}
      </div>
      {(signing.failure ?? closing.failure) && (
        <div className={styles.accountNotice}>
          <FailureNotice failure={signing.failure ?? closing.failure} kind="write" />
        </div>
      )}
    </li>
  );
}
