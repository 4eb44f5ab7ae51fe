import { type DisclosureWholeFragment, PublishDisclosureReportDocument } from '@hongchuang/schema';
import { Button, Form, Input } from 'antd';
import { lazy, Suspense, useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../../lib/dates';
import { useFieldFailure } from '../../lib/field-failure';
import { useLanguage } from '../../lib/i18n';
import { useStoredForm } from '../../lib/stored-form';
import { useAction } from '../../lib/use-action';
import { Field } from '../../ui/fields';
import { FailureNotice, SkeletonText } from '../../ui/states';
import styles from './disclosure.module.css';
import { useReportName } from './disclosure-timeline';
import { isAddress, keyOf, linesOf, noonOf, REPORT_LIMITS } from './owed';

const Markdown = lazy(() => import('../../ui/markdown'));

interface Draft {
  text: string;
  evidenceUrls: string;
}

/** The form of the next report with its preview. Publishing needs one confirmation and cannot be undone. */
export function ReportForm({
  projectId,
  owed,
  onPublished,
}: {
  projectId: string;
  owed: NonNullable<DisclosureWholeFragment['next']>;
  onPublished: () => void;
}) {
  const { t } = useTranslation('disclosure');
  const language = useLanguage();
  const name = useReportName();
  const action = useAction(PublishDisclosureReportDocument, { leaves: true });
  const { form, formProps, clear, showFailure } = useStoredForm<Draft>(`disclosure:${projectId}:${keyOf(owed)}`, {
    text: '',
    evidenceUrls: '',
  });
  const failure = useFieldFailure(action.failure, showFailure);
  const text = Form.useWatch('text', form) ?? '';
  const preview = useDeferredValue(text);
  const day = (of: string) => formatDate(noonOf(of), language);

  const publish = async (draft: Draft) => {
    const { kind, number } = owed;
    if (
      !(await action.run({
        input: { projectId, kind, number, text: draft.text.trim(), evidenceUrls: linesOf(draft.evidenceUrls ?? '') },
      }))
    )
      return;
    clear();
    onPublished();
  };

  return (
    <Form
      {...formProps}
      onFinish={(draft: Draft) => void publish(draft)}
      name="disclosure-report"
      className={`card card-pad ${styles.form}`}
      aria-label={t('form.title', { name: name(owed) })}
    >
      <p className="measure">
        {t('form.lead', { name: name(owed), from: day(owed.coversFrom), to: day(owed.coversTo) })}
      </p>
      <div className={styles.writing}>
        <div>
          {text.trim() === '' && (
            <div className={styles.tools}>
              <Button
                size="small"
                onClick={() => {
                  form.setFieldValue('text', t(`form.outlineText.${owed.kind}`));
                  formProps.onValuesChange?.({}, form.getFieldsValue(true) as Draft);
                  form.focusField('text');
                }}
              >
                {t('form.outline')}
              </Button>
            </div>
          )}
          <Field
            name="text"
            label={t('form.text')}
            help={t('form.textHelp')}
            required
            rules={[
              { required: true, whitespace: true, message: t('app:field.required') },
              { min: REPORT_LIMITS.text.min, message: t('form.textShort', { min: REPORT_LIMITS.text.min }) },
            ]}
          >
            <Input.TextArea autoSize={{ minRows: 10, maxRows: 26 }} maxLength={REPORT_LIMITS.text.max} showCount />
          </Field>
        </div>
        <section aria-label={t('form.preview')}>
          <p className={`small quiet ${styles.previewLabel}`} aria-hidden="true">
            {t('form.preview')}
          </p>
          <div className={styles.preview}>
            {preview.trim() === '' ? (
              <p className="quiet">{t('form.previewEmpty')}</p>
            ) : (
              <Suspense fallback={<SkeletonText lines={5} />}>
                <Markdown>{preview}</Markdown>
              </Suspense>
            )}
          </div>
        </section>
      </div>
      <Field
        name="evidenceUrls"
        label={t('form.evidence')}
        help={t('form.evidenceHelp', { max: REPORT_LIMITS.evidence })}
        rules={[
          {
            validator: (_rule, value: unknown) =>
              linesOf(String(value ?? '')).every(isAddress)
                ? Promise.resolve()
                : Promise.reject(new Error(t('form.address'))),
          },
        ]}
      >
        <Input.TextArea
          autoSize={{ minRows: 2, maxRows: 8 }}
          inputMode="url"
          spellCheck={false}
          placeholder={t('form.evidenceHint')}
        />
      </Field>
      <FailureNotice failure={failure} kind={action.kind} onRetry={() => form.submit()} />
      <p className="small quiet measure">{t('form.forGood')}</p>
      <div>
        <Button type="primary" htmlType="submit" loading={action.busy}>
          {t('form.publish')}
        </Button>
      </div>
    </Form>
  );
}
