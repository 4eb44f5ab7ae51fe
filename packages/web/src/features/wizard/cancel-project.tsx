import { CancelProjectDocument } from '@hongchuang/schema';
import { Button, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFieldFailure } from '../../lib/field-failure';
import { useStoredForm } from '../../lib/stored-form';
import { useAction } from '../../lib/use-action';
import { TextAreaField } from '../../ui/fields';
import { FailureNotice } from '../../ui/states';
import styles from './wizard.module.css';

/** Ends a project. It first says what cannot be undone, and asks for the reason in the page. */
export function CancelProject({
  projectId,
  isPublic,
  onCancelled,
}: {
  projectId: string;
  isPublic: boolean;
  onCancelled: () => void;
}) {
  const { t } = useTranslation('wizard');
  const [open, setOpen] = useState(false);
  const cancel = useAction(CancelProjectDocument, { leaves: true });
  const { form, formProps, clear, showFailure } = useStoredForm<{ reason: string }>(`cancel:${projectId}`, {
    reason: '',
  });
  const failure = useFieldFailure(cancel.failure, showFailure);

  if (!open) {
    return (
      <button type="button" className={`small quiet ${styles.link}`} onClick={() => setOpen(true)}>
        {t('cancel.open')}
      </button>
    );
  }
  return (
    <section className={`${styles.notice} ${styles.fields}`} aria-label={t('cancel.title')} style={{ width: '100%' }}>
      <p className="strong">{t('cancel.title')}</p>
      <p>{t(isPublic ? 'cancel.publicText' : 'cancel.text')}</p>
      <Form
        {...formProps}
        onFinish={async ({ reason }) => {
          if (!(await cancel.run({ id: projectId, reason: reason.trim() }))) return;
          clear();
          onCancelled();
        }}
      >
        <TextAreaField
          name="reason"
          label={t('cancel.reason')}
          help={t('cancel.reasonHelp')}
          required
          maxLength={1000}
          rows={3}
        />
        <FailureNotice failure={failure} />
        <div className="row" style={{ marginTop: 8 }}>
          <Button htmlType="submit" danger loading={cancel.busy}>
            {t('cancel.confirm')}
          </Button>
          <Button
            onClick={() => {
              form.setFields([{ name: 'reason', errors: [] }]);
              cancel.reset();
              setOpen(false);
            }}
          >
            {t('cancel.keep')}
          </Button>
        </div>
      </Form>
    </section>
  );
}
