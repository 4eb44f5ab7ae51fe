import { StopProjectDocument } from '@hongchuang/schema';
import { Button, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFieldFailure } from '../../lib/field-failure';
import { useStoredForm } from '../../lib/stored-form';
import { useAction } from '../../lib/use-action';
import { TextAreaField } from '../../ui/fields';
import { FailureNotice } from '../../ui/states';
import styles from './projects.module.css';

/**
 * For reviewers: ends a project that raises money or is under way. It first explains the consequences and asks for the
 * reason.
 */
export default function StopProject({ projectId }: { projectId: string }) {
  const { t } = useTranslation('projects');
  const [open, setOpen] = useState(false);
  const stop = useAction(StopProjectDocument, { leaves: true });
  const { form, formProps, clear, showFailure } = useStoredForm<{ reason: string }>(`stop:${projectId}`, {
    reason: '',
  });
  const failure = useFieldFailure(stop.failure, showFailure);
  if (!open) return <Button onClick={() => setOpen(true)}>{t('stop.open')}</Button>;
  return (
    <section className={`card card-pad stack ${styles.stop}`} aria-label={t('stop.title')}>
      <p className="strong">{t('stop.title')}</p>
      <p className="measure">{t('stop.text')}</p>
      <Form
        {...formProps}
        onFinish={async ({ reason }) => {
          if (await stop.run({ id: projectId, reason: reason.trim() })) clear();
        }}
      >
        <TextAreaField
          name="reason"
          label={t('stop.reason')}
          help={t('stop.reasonHelp')}
          required
          maxLength={1000}
          rows={3}
        />
        <FailureNotice failure={failure} />
        <div className="row" style={{ marginTop: 8 }}>
          <Button htmlType="submit" danger loading={stop.busy}>
            {t('stop.confirm')}
          </Button>
          <Button
            onClick={() => {
              form.setFields([{ name: 'reason', errors: [] }]);
              stop.reset();
              setOpen(false);
            }}
          >
            {t('stop.keep')}
          </Button>
        </div>
      </Form>
    </section>
  );
}
