import { useQuery } from '@apollo/client/react';
import {
  AskPhoneCodeDocument,
  ConfirmPhoneDocument,
  OwnPhonesDocument,
  type OwnPhonesFragment,
  RemovePhoneDocument,
} from '@hongchuang/schema';
import { Button, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate, formatTime } from '../../lib/dates';
import { useFieldFailure } from '../../lib/field-failure';
import { useLanguage } from '../../lib/i18n';
import { usePlatform } from '../../lib/platform';
import { useStoredForm } from '../../lib/stored-form';
import { useAction } from '../../lib/use-action';
import { PasswordField, TextField } from '../../ui/fields';
import { ErrorState, FailureNotice, Loading, SkeletonText } from '../../ui/states';
import { PasswordAgain } from './password-again';

const NUMBER_MAX = 40;
const CODE_DIGITS = 6;

type Step = 'show' | 'ask' | 'confirm' | 'remove';

/** The viewer's telephone number: how to add it, confirm it by a code, replace it and remove it. */
export function PhoneForm({ email }: { email: string }) {
  const { t } = useTranslation('account');
  const { platform } = usePlatform();
  const { data, error, refetch } = useQuery(OwnPhonesDocument, { fetchPolicy: 'cache-and-network' });
  const [step, setStep] = useState<Step>();
  const viewer = data?.viewer;
  if (!viewer || !platform)
    return error ? (
      <ErrorState error={error} onRetry={() => void refetch()} />
    ) : (
      <Loading>
        <SkeletonText lines={2} />
      </Loading>
    );
  const { phone, phoneConfirmation } = viewer;
  // Who comes back within the ten minutes goes on with the code.
  const shown = step === 'confirm' && !phoneConfirmation ? 'show' : (step ?? (phoneConfirmation ? 'confirm' : 'show'));
  const show = () => setStep('show');
  return (
    <div className="stack">
      <p className="small quiet">{t('phone.lead')}</p>
      <Present phone={phone} />
      {shown === 'ask' && <Ask email={email} onSent={() => setStep('confirm')} onCancel={show} />}
      {shown === 'confirm' && phoneConfirmation && (
        <Confirm
          waiting={phoneConfirmation}
          isDemo={platform.demoAccounts.length > 0}
          onDone={show}
          onAgain={() => setStep('ask')}
        />
      )}
      {shown === 'remove' && (
        <PasswordAgain
          email={email}
          document={RemovePhoneDocument}
          variablesOf={(password) => ({ password })}
          text={t('phone.removeQuestion')}
          label={t('phone.removeConfirm')}
          onDone={show}
          onCancel={show}
        />
      )}
      {shown === 'show' &&
        (platform.textMessages || phone ? (
          <div className="row">
            {platform.textMessages && (
              <Button onClick={() => setStep('ask')}>{t(phone ? 'phone.change' : 'phone.add')}</Button>
            )}
            {phone && <Button onClick={() => setStep('remove')}>{t('phone.remove')}</Button>}
          </div>
        ) : (
          <p className="small quiet">{t('phone.off')}</p>
        ))}
    </div>
  );
}

function Present({ phone }: { phone: OwnPhonesFragment['phone'] }) {
  const { t } = useTranslation('account');
  const language = useLanguage();
  if (!phone) return <p>{t('phone.none')}</p>;
  return (
    <p>
      <span className="strong num">{phone.masked}</span>{' '}
      <span className="small quiet">{t('phone.since', { date: formatDate(phone.verifiedAt, language) })}</span>
    </p>
  );
}

function Ask({ email, onSent, onCancel }: { email: string; onSent: () => void; onCancel: () => void }) {
  const { t } = useTranslation('account');
  const { formProps, clear, showFailure } = useStoredForm<{ number: string; password: string }>(
    'phone',
    { number: '', password: '' },
    // A number is personal data, which the browser of a shared computer must not keep.
    { secret: ['number', 'password'] },
  );
  const ask = useAction(AskPhoneCodeDocument, {
    onDone: () => {
      clear();
      onSent();
    },
  });
  const failure = useFieldFailure(ask.failure, showFailure);
  return (
    <Form
      {...formProps}
      name="phone-number"
      aria-label={t('phone.add')}
      noValidate
      onFinish={({ number, password }) => void ask.run({ number: number.trim(), password })}
    >
      <TextField
        name="number"
        label={t('phone.number')}
        help={t('phone.numberHelp')}
        type="tel"
        inputMode="tel"
        autoComplete="tel-national"
        maxLength={NUMBER_MAX}
        required
      />
      <input type="text" autoComplete="username" value={email} readOnly hidden />
      <PasswordField name="password" label={t('password.current')} autoComplete="current-password" required />
      <FailureNotice failure={failure} />
      <div className="row">
        <Button type="primary" htmlType="submit" loading={ask.busy}>
          {t('phone.send')}
        </Button>
        <Button onClick={onCancel}>{t('secondFactor.cancel')}</Button>
      </div>
    </Form>
  );
}

function Confirm({
  waiting,
  isDemo,
  onDone,
  onAgain,
}: {
  waiting: NonNullable<OwnPhonesFragment['phoneConfirmation']>;
  isDemo: boolean;
  onDone: () => void;
  onAgain: () => void;
}) {
  const { t } = useTranslation('account');
  const language = useLanguage();
  const { formProps, showFailure } = useStoredForm<{ code: string }>('phone-code', { code: '' }, { secret: ['code'] });
  const confirm = useAction(ConfirmPhoneDocument, { onDone });
  const failure = useFieldFailure(confirm.failure, showFailure);
  const { masked, sent, expiresAt } = waiting;
  return (
    <Form
      {...formProps}
      name="phone-code"
      aria-label={t('phone.code')}
      noValidate
      onFinish={({ code }) => void confirm.run({ code: code.trim() })}
    >
      <p className="measure" style={{ marginBottom: 12 }} role="status">
        {t(sent ? 'phone.sent' : 'phone.maybeSent', { number: masked, time: formatTime(expiresAt, language) })}{' '}
        {isDemo && t('phone.demo')}
      </p>
      <TextField
        name="code"
        label={t('phone.code')}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={CODE_DIGITS + 2}
        required
      />
      <FailureNotice failure={failure} />
      <div className="row">
        <Button type="primary" htmlType="submit" loading={confirm.busy}>
          {t('phone.confirm')}
        </Button>
        <Button onClick={onAgain}>{t('phone.again')}</Button>
        <Button onClick={onDone}>{t('secondFactor.cancel')}</Button>
      </div>
    </Form>
  );
}
