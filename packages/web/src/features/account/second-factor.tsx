import { useQuery } from '@apollo/client/react';
import {
  type AuthenticatorLineFragment,
  KeepOwnSecondFactorsDocument,
  OwnAuthenticatorsDocument,
  RemoveAuthenticatorDocument,
  RenewRecoveryCodesDocument,
} from '@hongchuang/schema';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate, formatDateTime } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { useAction } from '../../lib/use-action';
import { ErrorState, FailureNotice, Loading, SkeletonText } from '../../ui/states';
import styles from './account.module.css';
import { AddAuthenticator } from './add-authenticator';
import { Passkeys } from './passkeys';
import { PasswordAgain } from './password-again';
import { RecoveryCodes } from './recovery-codes';

/** What is asked for with the password again. */
type Step = { kind: 'add' } | { kind: 'renew' } | { kind: 'remove'; id: string };

/** The viewer's authenticator apps, passkeys and recovery codes. */
export function SecondFactor({ email }: { email: string }) {
  const { t } = useTranslation('account');
  const { data, error, refetch } = useQuery(OwnAuthenticatorsDocument, { fetchPolicy: 'cache-and-network' });
  const language = useLanguage();
  const keep = useAction(KeepOwnSecondFactorsDocument);
  const [step, setStep] = useState<Step>();
  const [codes, setCodes] = useState<readonly string[]>([]);
  const viewer = data?.viewer;
  if (!viewer)
    return error ? (
      <ErrorState error={error} onRetry={() => void refetch()} />
    ) : (
      <Loading>
        <SkeletonText lines={3} />
      </Loading>
    );
  const { authenticators, passkeys, recoveryCodesLeft, secondFactorsRemovedAt } = viewer;
  const end = () => setStep(undefined);
  if (codes.length > 0) return <RecoveryCodes codes={codes} onKept={() => setCodes([])} />;
  if (step?.kind === 'add') {
    return (
      <AddAuthenticator
        email={email}
        onCancel={end}
        onAdded={(newCodes) => {
          end();
          setCodes(newCodes);
          void refetch();
        }}
      />
    );
  }
  return (
    <div className="stack">
      <p className="small quiet">{t('secondFactor.lead')}</p>
      {secondFactorsRemovedAt && (
        <div className="stack" role="alert" style={{ gap: 8 }}>
          <p className="strong">
            {t('secondFactor.removedAt', { date: formatDateTime(secondFactorsRemovedAt, language) })}
          </p>
          <FailureNotice failure={keep.failure} />
          <div>
            <Button danger loading={keep.busy} onClick={() => void keep.run({})}>
              {t('secondFactor.keep')}
            </Button>
          </div>
        </div>
      )}
      {authenticators.length > 0 && (
        <ul className={styles.list}>
          {authenticators.map((one) => (
            <li key={one.id}>
              <AuthenticatorRow authenticator={one} onRemove={() => setStep({ kind: 'remove', id: one.id })} />
              {step?.kind === 'remove' && step.id === one.id && (
                <PasswordAgain
                  email={email}
                  document={RemoveAuthenticatorDocument}
                  variablesOf={(password) => ({ id: one.id, password })}
                  text={t('secondFactor.removeQuestion', { name: one.name })}
                  label={t('secondFactor.removeConfirm')}
                  onDone={end}
                  onCancel={end}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      <div className="row">
        <Button onClick={() => setStep({ kind: 'add' })}>
          {t(authenticators.length > 0 ? 'secondFactor.addAnother' : 'secondFactor.add')}
        </Button>
      </div>
      <Passkeys
        email={email}
        passkeys={passkeys}
        onAdded={(newCodes) => {
          setCodes(newCodes);
          void refetch();
        }}
      />
      {authenticators.length + passkeys.length > 0 && (
        <div className="stack" style={{ gap: 8 }}>
          <p className="small quiet">{t('secondFactor.codesLeft', { left: recoveryCodesLeft })}</p>
          {step?.kind === 'renew' ? (
            <PasswordAgain
              email={email}
              document={RenewRecoveryCodesDocument}
              variablesOf={(password) => ({ password })}
              text={t('secondFactor.renewQuestion')}
              label={t('secondFactor.renewConfirm')}
              onDone={(done) => {
                end();
                setCodes(done.renewRecoveryCodes);
                void refetch();
              }}
              onCancel={end}
            />
          ) : (
            <div>
              <Button size="small" onClick={() => setStep({ kind: 'renew' })}>
                {t('secondFactor.renew')}
              </Button>
            </div>
          )}
        </div>
      )}
    </div>
  );
}

function AuthenticatorRow({
  authenticator,
  onRemove,
}: {
  authenticator: AuthenticatorLineFragment;
  onRemove: () => void;
}) {
  const { t } = useTranslation('account');
  const language = useLanguage();
  const { name, confirmedAt, lastUsedAt } = authenticator;
  return (
    <div className="row-between">
      <div>
        <span className="strong">{name}</span>
        <p className="small quiet num">
          {confirmedAt && t('secondFactor.since', { date: formatDate(confirmedAt, language) })}
          {lastUsedAt && ` · ${t('secondFactor.lastUsed', { date: formatDate(lastUsedAt, language) })}`}
        </p>
      </div>
      <Button size="small" onClick={onRemove} aria-label={t('secondFactor.removeLabel', { name })}>
        {t('secondFactor.remove')}
      </Button>
    </div>
  );
}
