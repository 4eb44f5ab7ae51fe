import type { TypedDocumentNode } from '@apollo/client';
import { useQuery } from '@apollo/client/react';
import {
  type AccessChangeKind,
  AccountStateDocument,
  type AccountStateFragment,
  type AdminAccountFragment,
  PrepareAddressWaiverDocument,
  PrepareFactorRemovalDocument,
  RestoreAccountDocument,
  SignOutAccountDocument,
  SuspendAccountDocument,
} from '@hongchuang/schema';
import { Button, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDateTime } from '../../lib/dates';
import { deviceOf } from '../../lib/device-name';
import { useFieldFailure } from '../../lib/field-failure';
import { useLanguage } from '../../lib/i18n';
import { useStoredForm } from '../../lib/stored-form';
import { useAction } from '../../lib/use-action';
import { ActsOf } from '../../ui/acts-of';
import { TextAreaField } from '../../ui/fields';
import { ErrorState, FailureNotice, Loading, SkeletonText } from '../../ui/states';
import { TraceLink } from '../../ui/trace-link';
import styles from './admin.module.css';

const REASON_MAX = 500;
type Act = 'suspend' | 'signOut' | 'restore' | 'removeFactors' | 'waiveAddress';
const DOCUMENTS: Record<Act, TypedDocumentNode<unknown, { userId: string; reason: string }>> = {
  suspend: SuspendAccountDocument,
  signOut: SignOutAccountDocument,
  restore: RestoreAccountDocument,
  removeFactors: PrepareFactorRemovalDocument,
  waiveAddress: PrepareAddressWaiverDocument,
};

/**
 * Where an account is signed in, and how it is suspended and restored. It is read when somebody opens it, because each
 * look at the devices of a person is recorded.
 */
export function AccountState({ account: { id, name } }: { account: Pick<AdminAccountFragment, 'id' | 'name'> }) {
  const { t } = useTranslation('admin');
  const [open, setOpen] = useState(false);
  return (
    <div className={`stack ${styles.accountNotice}`}>
      <div>
        <Button
          size="small"
          type="text"
          aria-expanded={open}
          aria-label={t('state.openOf', { name })}
          onClick={() => setOpen(!open)}
        >
          {t('state.open')}
        </Button>
      </div>
      {open && <State id={id} />}
    </div>
  );
}

function State({ id }: { id: string }) {
  const { t } = useTranslation('admin');
  const [act, setAct] = useState<Act>();
  const [done, setDone] = useState<Act>();
  const { data, error, refetch } = useQuery(AccountStateDocument, {
    variables: { id },
    fetchPolicy: 'cache-and-network',
  });
  const account = data?.account;
  if (!account)
    return error ? (
      <ErrorState error={error} onRetry={() => void refetch()} />
    ) : (
      <Loading>
        <SkeletonText lines={3} />
      </Loading>
    );
  const [latest] = account.suspensions;
  const runs = (kind: AccessChangeKind) =>
    account.accessChanges.some((one) => one.kind === kind && (one.state === 'PREPARED' || one.state === 'WAITING'));
  const begin = (one: Act) => {
    setDone(undefined);
    setAct(one);
  };
  return (
    <div className={`card card-pad stack ${styles.state}`}>
      <Sessions account={account} />
      <Suspensions account={account} />
      <AccessHistory account={account} />
      <TraceLink person={id} />
      <ActsOf role="ADMIN">
        {act ? (
          <ActForm
            key={act}
            id={id}
            act={act}
            onCancel={() => setAct(undefined)}
            onDone={() => {
              setAct(undefined);
              setDone(act);
            }}
          />
        ) : (
          <div className="row">
            {account.viewerMaySuspend && (
              <>
                <Button size="small" danger onClick={() => begin('suspend')}>
                  {t('state.suspend')}
                </Button>
                {account.sessions.length > 0 && (
                  <Button size="small" onClick={() => begin('signOut')}>
                    {t('state.signOut')}
                  </Button>
                )}
                {account.hasSecondFactor && !runs('SECOND_FACTORS') && (
                  <Button size="small" onClick={() => begin('removeFactors')}>
                    {t('state.removeFactors')}
                  </Button>
                )}
                {account.addressChange?.newConfirmedAt && !runs('ADDRESS') && (
                  <Button size="small" onClick={() => begin('waiveAddress')}>
                    {t('state.waiveAddress')}
                  </Button>
                )}
              </>
            )}
            {account.suspendedAt !== null &&
              (latest?.viewerMayRestore ? (
                <Button size="small" onClick={() => begin('restore')}>
                  {t('state.restore')}
                </Button>
              ) : (
                <p className="small quiet">{t('state.othersRestore')}</p>
              ))}
          </div>
        )}
      </ActsOf>
      <p className="small pine" role="status">
        {done ? `✓ ${t(`state.done.${done}`)}` : ''}
      </p>
    </div>
  );
}

function Sessions({ account: { sessions } }: { account: AccountStateFragment }) {
  const { t } = useTranslation('admin');
  const language = useLanguage();
  return (
    <div>
      <h3 className="small strong">{t('state.sessions')}</h3>
      {sessions.length === 0 ? (
        <p className="small quiet">{t('state.noSessions')}</p>
      ) : (
        <ul>
          {sessions.map(({ id, device, lastSeenAt }) => {
            const { browser, system } = deviceOf(device);
            return (
              <li key={id} className="small" title={device}>
                {[browser, system].filter(Boolean).join(' · ') || t('state.unknownDevice')}{' '}
                <span className="quiet num">{t('state.lastSeen', { date: formatDateTime(lastSeenAt, language) })}</span>
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}

function Suspensions({ account: { suspensions } }: { account: AccountStateFragment }) {
  const { t } = useTranslation('admin');
  const language = useLanguage();
  if (suspensions.length === 0) return null;
  return (
    <div>
      <h3 className="small strong">{t('state.history')}</h3>
      <ul>
        {suspensions.map((one) => (
          <li key={one.id} className={`small ${styles.lines}`}>
            <p>
              {t('state.began', {
                date: formatDateTime(one.suspendedAt, language),
                name: one.suspendedBy,
                reason: one.reason,
              })}
            </p>
            {one.restoredAt && (
              <p>
                {t(one.restoredBy === null ? 'state.endedByServer' : 'state.ended', {
                  date: formatDateTime(one.restoredAt, language),
                  name: one.restoredBy ?? '',
                  reason: one.restoreReason ?? '',
                })}
              </p>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

function AccessHistory({ account: { accessChanges } }: { account: AccountStateFragment }) {
  const { t } = useTranslation('admin');
  const language = useLanguage();
  if (accessChanges.length === 0) return null;
  return (
    <div>
      <h3 className="small strong">{t('access.history')}</h3>
      <ul>
        {accessChanges.map(({ id, kind, state, createdAt, takesEffectAt }) => (
          <li key={id} className="small">
            {t('access.line', {
              date: formatDateTime(createdAt, language),
              kind: t(`access.kind.${kind}`),
              state: t(`access.state.${state}`, { date: takesEffectAt ? formatDateTime(takesEffectAt, language) : '' }),
            })}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What is done to an account needs a reason, and a second click after reading what follows from it. */
function ActForm({ id, act, onCancel, onDone }: { id: string; act: Act; onCancel: () => void; onDone: () => void }) {
  const { t } = useTranslation('admin');
  const { formProps, clear, showFailure } = useStoredForm<{ reason: string }>(`account:${act}:${id}`, { reason: '' });
  const action = useAction(DOCUMENTS[act], {
    refetch: ['AdminAccounts', 'AccountState', 'AccessChangeQueue'],
    onDone: () => {
      clear();
      onDone();
    },
  });
  const failure = useFieldFailure(action.failure, showFailure);
  return (
    <Form
      {...formProps}
      name={`account-${act}-${id}`}
      aria-label={t(`state.${act}`)}
      onFinish={({ reason }: { reason: string }) => void action.run({ userId: id, reason: reason.trim() })}
    >
      <p className="small measure">{t(`state.${act}Help`)}</p>
      <TextAreaField
        name="reason"
        label={t('state.reason')}
        help={t('state.reasonHelp')}
        required
        maxLength={REASON_MAX}
        rows={2}
      />
      <FailureNotice failure={failure} kind="write" />
      <div className="row">
        <Button htmlType="submit" danger={act === 'suspend' || act === 'signOut'} loading={action.busy}>
          {t(`state.${act}Confirm`)}
        </Button>
        <Button type="text" disabled={action.busy} onClick={onCancel}>
          {t('state.cancel')}
        </Button>
      </div>
    </Form>
  );
}
