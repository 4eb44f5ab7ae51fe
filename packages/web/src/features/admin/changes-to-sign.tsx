import type { TypedDocumentNode } from '@apollo/client';
import { useQuery } from '@apollo/client/react';
import {
  AccessChangeQueueDocument,
  type ChangeToSignFragment,
  RoleChangeQueueDocument,
  SignAccessChangeDocument,
  SignRoleChangeDocument,
  WithdrawAccessChangeDocument,
  WithdrawRoleChangeDocument,
} from '@hongchuang/schema';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatDateTime } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { useAction } from '../../lib/use-action';
import { type Connection, ConnectionList, type ConnectionListProps } from '../../ui/connection-list';
import { Section } from '../../ui/page';
import { FailureNotice, SkeletonText } from '../../ui/states';
import styles from './admin.module.css';
import { Written } from '../../ui/written';

const PAGE = 20;

/** A change that needs a second administrator. */
interface Change {
  id: string;
  account: { name: string; email: string };
  order: ChangeToSignFragment;
}

/** The mutations that decide on a change, and the queries that each of them makes old. */
interface Decisions {
  sign: TypedDocumentNode<unknown, { id: string }>;
  withdraw: TypedDocumentNode<unknown, { id: string; reason?: string | null }>;
  refetch: string[];
}

const ROLES: Decisions = {
  sign: SignRoleChangeDocument,
  withdraw: WithdrawRoleChangeDocument,
  refetch: ['RoleChangeQueue', 'AdminAccounts'],
};
const ACCESS: Decisions = {
  sign: SignAccessChangeDocument,
  withdraw: WithdrawAccessChangeDocument,
  refetch: ['AccessChangeQueue', 'AccountState'],
};

/** Changes of platform roles. */
export function RoleChanges() {
  const { t } = useTranslation('admin');
  const { data, ...query } = useQuery(RoleChangeQueueDocument, { variables: { first: PAGE } });
  return (
    <ChangesToSign
      title={t('changes.roles')}
      query={query}
      connection={data?.roleChangeQueue}
      what={({ account, isGiven, role }) =>
        t(isGiven ? 'changes.give' : 'changes.take', { name: account.name, role: t(`terms:platformRole.${role}`) })
      }
      decisions={ROLES}
    />
  );
}

/** Changes of access: owners of units, lost second factors, addresses. */
export function AccessChanges() {
  const { t } = useTranslation('admin');
  const { data, ...query } = useQuery(AccessChangeQueueDocument, { variables: { first: PAGE } });
  return (
    <ChangesToSign
      title={t('changes.access')}
      query={query}
      connection={data?.accessChangeQueue}
      what={({ kind, account, organization }) =>
        t(`access.what.${kind}`, { name: account.name, unit: organization?.name ?? '' })
      }
      decisions={ACCESS}
    />
  );
}

interface ChangesToSignProps<T extends Change> {
  title: string;
  query: Pick<ConnectionListProps<T>, 'error' | 'refetch' | 'fetchMore'>;
  connection: Connection<T> | undefined;
  /** Says in a sentence what a change does. */
  what: (change: T) => string;
  decisions: Decisions;
}

/** The changes that wait for a second administrator. Nothing is shown while none waits. */
function ChangesToSign<T extends Change>({ title, query, connection, what, decisions }: ChangesToSignProps<T>) {
  if (connection?.totalCount === 0) return null;
  return (
    <Section title={title}>
      <ConnectionList
        connection={query.error ? undefined : connection}
        error={query.error}
        refetch={query.refetch}
        fetchMore={query.fetchMore}
        pageSize={PAGE}
        skeleton={<SkeletonText lines={2} />}
        empty={null}
        container={(items) => (
          <ul className={styles.accounts} aria-label={title}>
            {items}
          </ul>
        )}
      >
        {(change) => <ChangeRow change={change} what={what(change)} decisions={decisions} />}
      </ConnectionList>
    </Section>
  );
}

function ChangeRow({ change, what, decisions }: { change: Change; what: string; decisions: Decisions }) {
  const { t } = useTranslation('admin');
  const language = useLanguage();
  const signing = useAction(decisions.sign, { refetch: decisions.refetch });
  const closing = useAction(decisions.withdraw, { refetch: decisions.refetch });
  const { id, account, order } = change;
  const close = t(order.preparedByViewer ? 'changes.withdraw' : 'changes.refuse');
  const failure = signing.failure ?? closing.failure;
  return (
    <li className={styles.account}>
      <div>
        <p className="strong">{what}</p>
        <p className="small quiet">
          {account.email} ·{' '}
          {t('changes.prepared', { name: order.preparedBy, date: formatDateTime(order.preparedAt, language) })}
        </p>
        {order.reason && (
          <p className="small">
            <Written>{order.reason}</Written>
          </p>
        )}
      </div>
      <div className={styles.accountRoles}>
        {order.viewerObstacle === null ? (
          <Button
            size="small"
            loading={signing.busy}
            aria-label={t('changes.this', { act: t('changes.sign'), what })}
            onClick={() => void signing.run({ id })}
          >
            {t('changes.sign')}
          </Button>
        ) : (
          <span className="small quiet">{t(order.preparedByViewer ? 'changes.othersSign' : 'changes.mayNotSign')}</span>
        )}
        {order.viewerMayClose && (
          <Button
            size="small"
            type="text"
            loading={closing.busy}
            aria-label={t('changes.this', { act: close, what })}
            onClick={() => void closing.run({ id })}
          >
            {close}
          </Button>
        )}
      </div>
      {failure && (
        <div className={styles.accountNotice}>
          <FailureNotice failure={failure} kind="write" />
        </div>
      )}
    </li>
  );
}
