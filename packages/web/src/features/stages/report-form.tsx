import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { ReportStageDocument, type StageDetailFragment } from '@hongchuang/schema';
import { Button, Form, Input } from 'antd';
import { lazy, Suspense, useDeferredValue, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../lib/failure';
import { useFieldFailure } from '../../lib/field-failure';
import { useStoredForm } from '../../lib/stored-form';
import { PICTURE_BYTES, PICTURE_TYPES, uploadPicture } from '../../lib/upload-picture';
import { useAction } from '../../lib/use-action';
import { Field } from '../../ui/fields';
import { FailureNotice, SkeletonText } from '../../ui/states';
import { filledRows, isPicture, isSafeEvidence, LIMITS } from './evidence';
import { returnedReports } from './next-step';
import styles from './stages.module.css';

const Markdown = lazy(() => import('../../ui/markdown'));

export const reportFormKey = (stageId: string): string => `stage-report:${stageId}`;

interface Report {
  report: string;
  evidenceUrls: (string | undefined)[];
}

interface ReportFormProps {
  stage: StageDetailFragment;
  onSent: () => void;
  onClose: () => void;
}

/** The report of a stage: writing and how it will look, and below the list of what proves it. */
export function ReportForm({ stage, onSent, onClose }: ReportFormProps) {
  const { t } = useTranslation('stages');
  const action = useAction(ReportStageDocument);
  // What was sent back is corrected, not written anew.
  const last = returnedReports(stage.reports)[0];
  const { form, formProps, clear, showFailure } = useStoredForm<Report>(reportFormKey(stage.id), { report: last?.report ?? '', evidenceUrls: last ? [...last.evidenceUrls] : [] });
  const failure = useFieldFailure(action.failure, showFailure);
  const report = Form.useWatch('report', form) ?? '';
  const evidence = Form.useWatch('evidenceUrls', form) ?? [];
  // On an old laptop the preview may lag behind; the typing must not.
  const preview = useDeferredValue(report);
  useEffect(() => form.focusField('report'), [form]);
  const changed = () => formProps.onValuesChange?.({}, form.getFieldsValue(true) as Report);

  return (
    <Form
      {...formProps}
      name={`stage-${stage.id}`}
      className={styles.form}
      aria-label={t('form.title', { title: stage.title })}
      onFinish={async () => {
        const evidenceUrls = filledRows(form.getFieldValue('evidenceUrls') as (string | undefined)[]);
        // Empty rows go first, so that the number of a row that is refused is the number of one that is shown.
        form.setFieldValue('evidenceUrls', evidenceUrls);
        if (!(await action.run({ input: { milestoneId: stage.id, report: String(form.getFieldValue('report')).trim(), evidenceUrls } }))) return;
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
          <Field name="report" label={t('form.report')} help={t('form.reportHelp')} required rules={[{ required: true, whitespace: true, message: t('app:field.required') }]}>
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
      <EvidenceRows
        rows={evidence}
        onChange={(rows) => {
          form.setFieldValue('evidenceUrls', rows);
          changed();
        }}
        read={() => (form.getFieldValue('evidenceUrls') as (string | undefined)[] | undefined) ?? []}
      />
      <div className="stack" style={{ gap: 12 }}>
        {filledRows(evidence).length === 0 && <p className="small amber">{t('form.noEvidence')}</p>}
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
  /** The rows as they are at this moment: an upload ends long after it was begun. */
  read: () => (string | undefined)[];
}

/** Addresses of evidence, and pictures from this device, which become addresses of this server. */
function EvidenceRows({ rows, onChange, read }: EvidenceRowsProps) {
  const { t } = useTranslation('stages');
  const [removed, setRemoved] = useState<{ url: string; index: number }>();
  const list = useRef<HTMLDivElement>(null);
  const titleId = useId();
  const helpId = useId();
  const full = rows.length >= LIMITS.evidence;
  const upload = useUploads((url) => {
    const now = filledRows(read());
    if (now.length < LIMITS.evidence) onChange([...now, url]);
  });
  const add = () => {
    onChange([...rows, '']);
    requestAnimationFrame(() => [...(list.current?.querySelectorAll('input[type="url"], input[type="text"]') ?? [])].map((one) => one as HTMLInputElement).pop()?.focus());
  };

  return (
    <div role="group" className={styles.evidence} ref={list} aria-labelledby={titleId} aria-describedby={helpId}>
      <p className="strong" id={titleId}>
        {t('form.evidence')}
      </p>
      <p className="small quiet measure" id={helpId}>
        {t('form.evidenceHelp', { max: LIMITS.evidence })}
      </p>
      <Form.List name="evidenceUrls">
        {(fields) =>
          fields.map(({ key, name }, index) => {
            const url = rows[index] ?? '';
            return (
              <div key={key} className={styles.row}>
                {isPicture(url) && <img src={url} alt="" />}
                <Form.Item
                  name={name}
                  rules={[{ validator: (_rule, value: unknown) => (!String(value ?? '').trim() || isSafeEvidence(String(value).trim()) ? Promise.resolve() : Promise.reject(new Error(t('form.address')))) }]}
                >
                  <Input inputMode="url" autoComplete="off" spellCheck={false} placeholder={t('form.rowHint')} maxLength={LIMITS.url} aria-label={t('form.row', { n: index + 1 })} readOnly={isPicture(url)} />
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
        {upload.button(full)}
      </div>
      {upload.state}
    </div>
  );
}

/** Sends the chosen pictures one after the other; each becomes a row as soon as the server has it. */
function useUploads(onStored: (url: string) => void) {
  const { t } = useTranslation('stages');
  const picker = useRef<HTMLInputElement>(null);
  const [underWay, setUnderWay] = useState<{ name: string; percent: number }>();
  const [stored, setStored] = useState(0);
  const [refused, setRefused] = useState<string[]>([]);
  const [failure, setFailure] = useState<Failure>();
  const abort = useRef<AbortController>(undefined);
  const latest = useRef(onStored);
  latest.current = onStored;
  useEffect(() => () => abort.current?.abort(), []);

  const send = async (files: readonly File[]) => {
    const controller = new AbortController();
    abort.current = controller;
    setFailure(undefined);
    setStored(0);
    setRefused([]);
    for (const file of files) {
      const wrong = !PICTURE_TYPES.includes(file.type) ? 'form.wrongType' : file.size > PICTURE_BYTES ? 'form.tooLarge' : undefined;
      if (wrong) {
        setRefused((before) => [...before, t(wrong, { name: file.name })]);
        continue;
      }
      setUnderWay({ name: file.name, percent: 0 });
      const answer = await uploadPicture(file, '', (percent) => setUnderWay({ name: file.name, percent }), controller.signal);
      if (controller.signal.aborted) return;
      if ('failure' in answer) {
        setFailure(answer.failure);
        break;
      }
      latest.current(answer.picture.url);
      setStored((count) => count + 1);
    }
    setUnderWay(undefined);
  };

  return {
    button: (full: boolean) => (
      <>
        <input
          ref={picker}
          type="file"
          multiple
          // Ant Design shows file inputs in its forms, hidden or not.
          style={{ display: 'none' }}
          accept={PICTURE_TYPES.join(',')}
          onChange={(event) => {
            void send([...(event.target.files ?? [])]);
            // The same file again is a choice, too.
            event.target.value = '';
          }}
        />
        <Button onClick={() => picker.current?.click()} loading={underWay !== undefined} disabled={full}>
          {t('form.upload')}
        </Button>
      </>
    ),
    state: (
      <div className="stack" style={{ gap: 8 }}>
        {underWay && <p className="small quiet num">{t('form.uploading', underWay)}</p>}
        <p className="small pine" role="status">
          {stored > 0 && !underWay && t('form.uploaded', { count: stored })}
        </p>
        {refused.map((one) => (
          <p key={one} role="alert" className="small amber">
            {one}
          </p>
        ))}
        <FailureNotice failure={failure} />
      </div>
    ),
  };
}
