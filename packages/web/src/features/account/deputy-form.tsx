import { useQuery } from '@apollo/client/react';
import { DeputiesDocument, EndDeputyDocument, NameDeputyDocument } from '@hongchuang/schema';
import { Button, Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNow } from '../../lib/browser';
import { formatDate, shanghaiDay } from '../../lib/dates';
import { useFieldFailure } from '../../lib/field-failure';
import { useLanguage } from '../../lib/i18n';
import { useStoredForm } from '../../lib/stored-form';
import { useAction } from '../../lib/use-action';
import { ConfirmAction } from '../../ui/confirm-action';
import { DateField, TextField } from '../../ui/fields';
import { ErrorState, FailureNotice, SkeletonText } from '../../ui/states';

interface DeputyInput {
  email: string;
  from: string;
  until: string;
}

const REFETCH = ['Deputies'];

/** Names a colleague who looks after the own queues during an absence, and lists the absences of colleagues. */
export function DeputyForm() {
  const { t } = useTranslation('account');
  const language = useLanguage();
  const { data, error, refetch } = useQuery(DeputiesDocument);
  const end = useAction(EndDeputyDocument, { refetch: REFETCH });
  if (!data?.viewer)
    return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <SkeletonText lines={3} />;
  const { deputy, deputyFor } = data.viewer;
  const daysOf = (days: { from: string; until: string }) => ({
    from: formatDate(days.from, language),
    until: formatDate(days.until, language),
  });
  return (
    <div className="stack">
      <p className="small quiet">{t('deputy.lead')}</p>
      {deputyFor.map((one) => (
        <p key={`${one.absent} ${one.from}`}>{t('deputy.for', { name: one.absent, ...daysOf(one) })}</p>
      ))}
      {deputy ? (
        <>
          <p className="strong">{t('deputy.own', { name: deputy.deputy, ...daysOf(deputy) })}</p>
          <div>
            <ConfirmAction
              label={t('deputy.end')}
              question={t('deputy.endQuestion')}
              confirm={t('deputy.end')}
              keep={t('deputy.keep')}
              busy={end.busy}
              onConfirm={() => end.run({})}
            />
          </div>
          <FailureNotice failure={end.failure} />
        </>
      ) : (
        <NewDeputy />
      )}
    </div>
  );
}

function NewDeputy() {
  const { t } = useTranslation('account');
  const today = shanghaiDay(useNow().toISOString());
  const { formProps, clear, showFailure } = useStoredForm<DeputyInput>('deputy', { email: '', from: today, until: '' });
  const name = useAction(NameDeputyDocument, { refetch: REFETCH, onDone: clear });
  const failure = useFieldFailure(name.failure, showFailure);
  return (
    <Form
      {...formProps}
      noValidate
      onFinish={({ email, from, until }: DeputyInput) => void name.run({ input: { email: email.trim(), from, until } })}
    >
      <TextField name="email" label={t('deputy.email')} help={t('deputy.emailHelp')} type="email" required />
      <DateField name="from" label={t('deputy.from')} min={today} required />
      <DateField name="until" label={t('deputy.until')} min={today} required />
      <FailureNotice failure={failure} />
      <Button htmlType="submit" loading={name.busy}>
        {t('deputy.name')}
      </Button>
    </Form>
  );
}
