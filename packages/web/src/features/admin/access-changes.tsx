import { useQuery } from '@apollo/client/react';
import {
  AccessChangeQueueDocument,
  type AccessChangeRowFragment,
  SignAccessChangeDocument,
  WithdrawAccessChangeDocument,
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
const REFETCH = ['AccessChangeQueue', 'AccountState'];

/** Access that waits for a second administrator: owners of units, second factors, addresses. Empty, it is not shown. */
export function AccessChanges() {
  const { t } = useTranslation('admin');
  const { data, error, refetch, fetchMore } = useQuery(AccessChangeQueueDocument, { variables: { first: PAGE } });
  const connection = data?.accessChangeQueue;
  if (connection?.totalCount === 0) return null;
  return (
    <Section title={t('access.title')}>
      <ConnectionList
        connection={error ? undefined : connection}
        error={error}
        refetch={refetch}
        fetchMore={fetchMore}
        pageSize={PAGE}
        skeleton={<SkeletonText lines={2} />}
        empty={null}
        container={(items) => (
          <ul className={styles.accounts} aria-label={t('access.title')}>
            {items}
          </ul>
        )}
      >
        {(change) => <AccessChangeRow change={change} />}
      </ConnectionList>
    </Section>
  );
}

function AccessChangeRow({ change }: { change: AccessChangeRowFragment }) {
  const { t } = useTranslation('admin');
  const language = useLanguage();
  const signing = useAction(SignAccessChangeDocument, { refetch: REFETCH });
  const closing = useAction(WithdrawAccessChangeDocument, { refetch: REFETCH });
  const { id, kind, account, organization, order } = change;
  const what = t(`access.what.${kind}`, { name: account.name, unit: organization?.name ?? '' });
  const close = order.preparedByViewer ? 'access.withdraw' : 'access.refuse';
  return (
    <li className={styles.account}>
      <div>
        <p className="strong">{what}</p>
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
            aria-label={t('access.this', { act: t('access.sign'), what })}
            onClick={() => void signing.run({ id })}
          >
            {t('access.sign')}
          </Button>
        ) : (
          <span className="small quiet">{t(order.preparedByViewer ? 'access.othersSign' : 'access.mayNotSign')}</span>
        )}
        {order.viewerMayClose && (
          <Button
            size="small"
            type="text"
            loading={closing.busy}
            aria-label={t('access.this', { act: t(close), what })}
            onClick={() => void closing.run({ id })}
          >
            {t(close)}
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
