import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { ReportStageDocument, type StageDetailFragment } from '@hongchuang/schema';
import { Button, Form, Input } from 'antd';
import { lazy, Suspense, useDeferredValue, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFieldFailure } from '../../lib/field-failure';
import { useStoredForm } from '../../lib/stored-form';
import { useAction } from '../../lib/use-action';
import { Field } from '../../ui/fields';
import { FailureNotice, SkeletonText } from '../../ui/states';
import { filledRows, isPicture, isSafeEvidence, LIMITS } from './evidence';
import { FilePicker } from './file-picker';
import { returnedReports } from './next-step';
import styles from './stages.module.css';
import type { KeptFile } from '../../lib/use-uploads';

const Markdown = lazy(() => import('../../ui/markdown'));

export const reportFormKey = (stageId: string): string => `stage-report:${stageId}`;

interface Report {
  report: string;
  evidenceUrls: (string | undefined)[];
  files: KeptFile[];
}

interface ReportFormProps {
  stage: StageDetailFragment;
  onSent: () => void;
  onClose: () => void;
}

/** The form of a stage's report with its preview, and below it the list of evidence. */
export function ReportForm({ stage, onSent, onClose }: ReportFormProps) {
  const { t } = useTranslation('stages');
  const action = useAction(ReportStageDocument, { leaves: true });
  // A report that was sent back is the starting text, so that it can be corrected.
  const last = returnedReports(stage.reports)[0];
  const { form, formProps, clear, showFailure } = useStoredForm<Report>(reportFormKey(stage.id), {
    report: last?.report ?? '',
    evidenceUrls: last ? [...last.evidenceUrls] : [],
    files: last ? [...last.files] : [],
  });
  const failure = useFieldFailure(action.failure, showFailure);
  const refused =
    failure?.field?.[0] === 'evidenceFileIds' && typeof failure.field[1] === 'number'
      ? { index: failure.field[1], message: failure.message }
      : undefined;
  const report = Form.useWatch('report', form) ?? '';
  const evidence = Form.useWatch('evidenceUrls', form) ?? [];
  const readFiles = () => (form.getFieldValue('files') as KeptFile[] | undefined) ?? [];
  const files = Form.useWatch('files', { form, preserve: true }) ?? readFiles();
  // On a slow computer the preview may lag behind, but the typing must not.
  const preview = useDeferredValue(report);
  useEffect(() => form.focusField('report'), [form]);
  const [underWay, setUnderWay] = useState(0);
  const [hasty, setHasty] = useState(false);
  const evidenceTitle = useId();
  const evidenceHelp = useId();
  const changed = () => formProps.onValuesChange?.({}, form.getFieldsValue(true) as Report);

  return (
    <Form
      {...formProps}
      name={`stage-${stage.id}`}
      className={styles.form}
      aria-label={t('form.title', { title: stage.title })}
      onFinish={async () => {
        setHasty(underWay > 0);
        if (underWay > 0) return;
        const evidenceUrls = filledRows(form.getFieldValue('evidenceUrls') as (string | undefined)[]);
        // Empty rows are removed first, so that the index of a refused row equals the index of a shown row.
        form.setFieldValue('evidenceUrls', evidenceUrls);
        if (
          !(await action.run({
            input: {
              milestoneId: stage.id,
              report: String(form.getFieldValue('report')).trim(),
              evidenceUrls,
              evidenceFileIds: readFiles().map(({ id }) => id),
            },
          }))
        )
          return;
        clear();
        onSent();
      }}
    >
      <div className={styles.writing}>
        <div>
          {report.trim() === '' && (
            <div className={styles.tools}>
              <Button
                size="small"
                onClick={() => {
                  form.setFieldValue('report', t('form.outlineText'));
                  changed();
                  form.focusField('report');
                }}
              >
                {t('form.outline')}
              </Button>
            </div>
          )}
          <Field
            name="report"
            label={t('form.report')}
            help={t('form.reportHelp')}
            required
            rules={[{ required: true, whitespace: true, message: t('app:field.required') }]}
          >
            <Input.TextArea autoSize={{ minRows: 10, maxRows: 26 }} maxLength={LIMITS.report} showCount />
          </Field>
        </div>
        <section aria-label={t('form.preview')}>
          <p className={styles.previewLabel} aria-hidden="true">
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
      <div role="group" className={styles.evidence} aria-labelledby={evidenceTitle} aria-describedby={evidenceHelp}>
        <p className="strong" id={evidenceTitle}>
          {t('form.evidence')}
        </p>
        <p className="small quiet measure" id={evidenceHelp}>
          {t('form.evidenceHelp')}
        </p>
        <FilePicker
          stageId={stage.id}
          files={files}
          read={readFiles}
          refused={refused}
          onUnderWay={setUnderWay}
          onChange={(changedFiles) => {
            form.setFieldValue('files', changedFiles);
            changed();
          }}
        />
        <EvidenceRows
          rows={evidence}
          onChange={(rows) => {
            form.setFieldValue('evidenceUrls', rows);
            changed();
          }}
        />
      </div>
      <div className="stack" style={{ gap: 12 }}>
        {filledRows(evidence).length + files.length === 0 && <p className="small amber">{t('form.noEvidence')}</p>}
        {hasty && underWay > 0 && (
          <p className="small amber" role="alert">
            {t('files.notYet', { count: underWay })}
          </p>
        )}
        <FailureNotice failure={failure} />
        <div className="row">
          <Button type="primary" htmlType="submit" loading={action.busy}>
            {t('form.send')}
          </Button>
          <Button onClick={onClose} disabled={action.busy}>
            {t('form.later')}
          </Button>
        </div>
        <p className="small quiet">{t('form.kept')}</p>
      </div>
    </Form>
  );
}

interface EvidenceRowsProps {
  rows: readonly (string | undefined)[];
  onChange: (rows: (string | undefined)[]) => void;
}

/** Addresses of evidence on other sites. */
function EvidenceRows({ rows, onChange }: EvidenceRowsProps) {
  const { t } = useTranslation('stages');
  const [removed, setRemoved] = useState<{ url: string; index: number }>();
  const list = useRef<HTMLDivElement>(null);
  const full = rows.length >= LIMITS.evidence;
  const add = () => {
    onChange([...rows, '']);
    requestAnimationFrame(() =>
      [...(list.current?.querySelectorAll('input[type="url"], input[type="text"]') ?? [])]
        .map((one) => one as HTMLInputElement)
        .pop()
        ?.focus(),
    );
  };

  return (
    <div className="stack" style={{ gap: 8 }} ref={list}>
      <Form.List name="evidenceUrls">
        {(fields) =>
          fields.map(({ key, name }, index) => {
            const url = rows[index] ?? '';
            return (
              <div key={key} className={styles.row}>
                {isPicture(url) && <img src={url} alt="" />}
                <Form.Item
                  name={name}
                  rules={[
                    {
                      validator: (_rule, value: unknown) =>
                        !String(value ?? '').trim() || isSafeEvidence(String(value).trim())
                          ? Promise.resolve()
                          : Promise.reject(new Error(t('form.address'))),
                    },
                  ]}
                >
                  <Input
                    inputMode="url"
                    autoComplete="off"
                    spellCheck={false}
                    placeholder={t('form.rowHint')}
                    maxLength={LIMITS.url}
                    aria-label={t('form.row', { n: index + 1 })}
                    readOnly={isPicture(url)}
                  />
                </Form.Item>
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={t('form.remove', { n: index + 1 })}
                  onClick={() => {
                    setRemoved(url ? { url, index } : undefined);
                    onChange(rows.filter((_one, at) => at !== index));
                  }}
                />
              </div>
            );
          })
        }
      </Form.List>
      <div className="row" style={{ gap: 8 }} role="status">
        {removed && (
          <>
            <span className="small">{t('form.removed', { n: removed.index + 1 })}</span>
            <Button
              size="small"
              onClick={() => {
                onChange([...rows.slice(0, removed.index), removed.url, ...rows.slice(removed.index)]);
                setRemoved(undefined);
              }}
            >
              {t('form.undo')}
            </Button>
          </>
        )}
      </div>
      <div className="row" style={{ gap: 8 }}>
        <Button icon={<PlusOutlined />} onClick={add} disabled={full}>
          {t('form.add')}
        </Button>
      </div>
    </div>
  );
}
