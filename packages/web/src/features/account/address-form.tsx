import { useQuery } from '@apollo/client/react';
import {
  AskAddressChangeDocument,
  CancelAddressChangeDocument,
  OwnAddressDocument,
  type OwnAddressFragment,
} from '@hongchuang/schema';
import { Button, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDateTime, formatEndDate } from '../../lib/dates';
import { useFieldFailure } from '../../lib/field-failure';
import { useLanguage } from '../../lib/i18n';
import { useStoredForm } from '../../lib/stored-form';
import { useAction } from '../../lib/use-action';
import { ConfirmAction } from '../../ui/confirm-action';
import { PasswordField, TextField } from '../../ui/fields';
import { ErrorState, FailureNotice, Loading, SkeletonText } from '../../ui/states';

const EMAIL_MAX = 254;

interface AddressValues {
  newEmail: string;
  password: string;
}

/** The viewer's address, and its change while that waits for the confirmations. */
export function AddressForm() {
  const { t } = useTranslation('account');
  const [asking, setAsking] = useState(false);
  const { data, error, refetch } = useQuery(OwnAddressDocument, { fetchPolicy: 'cache-and-network' });
  const viewer = data?.viewer;
  if (!viewer)
    return error ? (
      <ErrorState error={error} onRetry={() => void refetch()} />
    ) : (
      <Loading>
        <SkeletonText lines={2} />
      </Loading>
    );
  return (
    <div className="stack">
      <p style={{ overflowWrap: 'anywhere' }}>{viewer.email}</p>
      {viewer.addressChange ? (
        <Waiting change={viewer.addressChange} email={viewer.email} />
      ) : asking ? (
        <Ask email={viewer.email} onDone={() => setAsking(false)} />
      ) : (
        <div>
          <Button onClick={() => setAsking(true)}>{t('address.change')}</Button>
        </div>
      )}
    </div>
  );
}

function Waiting({ change, email }: { change: NonNullable<OwnAddressFragment['addressChange']>; email: string }) {
  const { t } = useTranslation('account');
  const language = useLanguage();
  const cancel = useAction(CancelAddressChangeDocument);
  const { newEmail, newConfirmedAt, oldConfirmedAt, waivedFrom, expiresAt } = change;
  const stateOf = (confirmedAt: string | null) => t(confirmedAt ? 'address.confirmed' : 'address.notConfirmed');
  return (
    <div className="stack" role="status" style={{ gap: 8 }}>
      <p className="strong" style={{ overflowWrap: 'anywhere' }}>
        {t('address.waits', { email: newEmail })}
      </p>
      <ul className="small" style={{ overflowWrap: 'anywhere' }}>
        <li>{t('address.state', { email: newEmail, state: stateOf(newConfirmedAt) })}</li>
        <li>{t('address.state', { email, state: stateOf(oldConfirmedAt) })}</li>
      </ul>
      <p className="small quiet">
        {waivedFrom
          ? t('address.waived', { date: formatDateTime(waivedFrom, language) })
          : t('address.until', { date: formatEndDate(expiresAt, language) })}
      </p>
      {!waivedFrom && <p className="small quiet">{t('address.dead')}</p>}
      <FailureNotice failure={cancel.failure} />
      <div>
        <ConfirmAction
          label={t('address.cancel')}
          question={t('address.cancelQuestion')}
          confirm={t('address.cancelConfirm')}
          keep={t('address.keep')}
          busy={cancel.busy}
          onConfirm={() => cancel.run({})}
        />
      </div>
    </div>
  );
}

function Ask({ email, onDone }: { email: string; onDone: () => void }) {
  const { t } = useTranslation('account');
  const { formProps, clear, showFailure } = useStoredForm<AddressValues>(
    'address',
    { newEmail: '', password: '' },
    { secret: ['password'] },
  );
  const ask = useAction(AskAddressChangeDocument, {
    onDone: () => {
      clear();
      onDone();
    },
  });
  const failure = useFieldFailure(ask.failure, showFailure);
  return (
    <Form
      {...formProps}
      name="address"
      aria-label={t('address.change')}
      noValidate
      onFinish={({ newEmail, password }: AddressValues) => void ask.run({ newEmail: newEmail.trim(), password })}
    >
      {/* Tells password managers which account the password belongs to. */}
      <input type="text" autoComplete="username" value={email} readOnly hidden />
      <TextField
        name="newEmail"
        label={t('address.newEmail')}
        help={t('address.newEmailHelp')}
        type="email"
        inputMode="email"
        autoComplete="off"
        maxLength={EMAIL_MAX}
        required
      />
      <PasswordField name="password" label={t('password.current')} autoComplete="current-password" required />
      <FailureNotice failure={failure} />
      <div className="row">
        <Button type="primary" htmlType="submit" loading={ask.busy}>
          {t('address.send')}
        </Button>
        <Button disabled={ask.busy} onClick={onDone}>
          {t('secondFactor.cancel')}
        </Button>
      </div>
    </Form>
  );
}
