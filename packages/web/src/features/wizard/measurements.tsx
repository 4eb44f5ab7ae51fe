import {
  type MeasuredIndicatorFragment,
  RecordMeasurementDocument,
  type WorkProjectFragment,
} from '@hongchuang/schema';
import { Button, Form } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../../lib/browser';
import { formatDate, shanghaiDay, startOfShanghaiDay } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { useFieldFailure } from '../../lib/field-failure';
import { useStoredForm } from '../../lib/stored-form';
import { useKeyedAction } from '../../lib/use-keyed-action';
import { DateField, TextAreaField, TextField } from '../../ui/fields';
import { FailureNotice } from '../../ui/states';
import { TermChip } from '../../ui/term-chip';
import { LIMITS, parseTarget } from './draft';
import styles from './wizard.module.css';
import { unitWord } from '../../lib/unit-words';

/** The promised figures, the reports, the reviewers' decisions, and the form for the next report. */
export function Measurements({
  project,
}: {
  project: Pick<WorkProjectFragment, 'id' | 'indicators' | 'viewerActions'>;
}) {
  const { t } = useTranslation('wizard');
  const mayRecord = project.viewerActions.includes('RECORD_MEASUREMENT');
  return (
    <div className="stack">
      <p className="quiet measure">{t(mayRecord ? 'measure.intro' : 'measure.introReadOnly')}</p>
      <ul className={styles.measures}>
        {project.indicators.map((indicator) => (
          <li key={indicator.id} className="card card-pad">
            <IndicatorReports indicator={indicator} mayRecord={mayRecord} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function IndicatorReports({ indicator, mayRecord }: { indicator: MeasuredIndicatorFragment; mayRecord: boolean }) {
  const { t } = useTranslation('wizard');
  const language = useLanguage();
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
  const [open, setOpen] = useState(false);
  const [recorded, setRecorded] = useState(false);
  const share = indicator.target > 0 ? Math.min(1, indicator.actual / indicator.target) : 0;
  // Newest first, because readers look for the last report.
  const reports = [...indicator.measurements].sort(
    (a, b) => b.on.localeCompare(a.on) || b.recordedAt.localeCompare(a.recordedAt),
  );
  const [all, setAll] = useState(false);
  // A refusal that a later report has followed needs no action any more.
  const latest = [...reports].sort((a, b) => b.recordedAt.localeCompare(a.recordedAt))[0];
  const openRefusal = latest?.status === 'REJECTED' ? latest.id : undefined;
  const waiting = reports.filter(({ status }) => status === 'REPORTED').length;
  return (
    <div className={styles.measure}>
      <div className={styles.measureHead}>
        <h3>{indicator.name}</h3>
        <span className="num">
          <span className="strong">{number.format(indicator.actual)}</span>{' '}
          <span className="quiet">
            {t('measure.ofTarget', {
              target: number.format(indicator.target),
              unit: unitWord(indicator.unit, language),
            })}
          </span>
        </span>
      </div>
      <div className={styles.track} aria-hidden="true">
        <div style={{ width: `${share * 100}%` }} />
      </div>
      {waiting > 0 && <p className="small amber">{t('measure.waiting', { count: waiting })}</p>}
      {reports.length > 0 && (
        <ul className={styles.reports}>
          {(all ? reports : reports.slice(0, 5)).map((one) => (
            <li key={one.id} className={styles.report}>
              <span className="row" style={{ gap: '4px 12px' }}>
                <span className="num strong">
                  {number.format(one.value)} {unitWord(indicator.unit, language)}
                </span>
                <span className="small quiet">{formatDate(one.on, language)}</span>
                <TermChip kind="measurementStatus" value={one.status} />
              </span>
              {one.note && <p className="small">{one.note}</p>}
              {one.comment && (
                <p className={`small ${one.status === 'REJECTED' ? 'amber' : 'quiet'}`}>
                  {t('measure.comment', { comment: one.comment })}
                </p>
              )}
              {one.id === openRefusal && mayRecord && <p className="small quiet">{t('measure.rejectedNext')}</p>}
            </li>
          ))}
        </ul>
      )}
      {reports.length > 5 && !all && (
        <div>
          <Button onClick={() => setAll(true)}>{t('measure.showAll', { count: reports.length })}</Button>
        </div>
      )}
      {recorded && (
        <p className="small pine" role="status">
          {t('measure.recorded')}
        </p>
      )}
      {mayRecord &&
        (open ? (
          <ReportForm
            indicator={indicator}
            onDone={() => {
              setOpen(false);
              setRecorded(true);
            }}
            onClose={() => setOpen(false)}
          />
        ) : (
          <div>
            <Button
              onClick={() => {
                setRecorded(false);
                setOpen(true);
              }}
            >
              {t('measure.report')}
            </Button>
          </div>
        ))}
    </div>
  );
}

interface Report {
  value: string;
  on: string;
  note: string;
}

function ReportForm({
  indicator,
  onDone,
  onClose,
}: {
  indicator: MeasuredIndicatorFragment;
  onDone: () => void;
  onClose: () => void;
}) {
  const { t } = useTranslation('wizard');
  const today = shanghaiDay(useNow().toISOString());
  const record = useKeyedAction(
    RecordMeasurementDocument,
    `measurement:${indicator.id}`,
    (content: { value: number; on: string; note?: string }, idempotencyKey) => ({
      input: { indicatorId: indicator.id, ...content, idempotencyKey },
    }),
    { leaves: true },
  );
  const { form, formProps, clear, showFailure } = useStoredForm<Report>(`measurement:${indicator.id}`, {
    value: '',
    on: today,
    note: '',
  });
  const failure = useFieldFailure(record.failure, showFailure);
  useEffect(() => form.focusField('value'), [form]);

  return (
    <Form
      {...formProps}
      className={styles.reportForm}
      onFinish={async ({ value, on, note }) => {
        const amount = parseTarget(value);
        const day = startOfShanghaiDay(on);
        if (amount === undefined || !day) return;
        if (!(await record.send({ value: amount, on: day, note: note.trim() || undefined }))) return;
        clear();
        onDone();
      }}
    >
      <TextField
        name="value"
        label={t('measure.value', { unit: indicator.unit })}
        help={t('measure.valueHelp')}
        required
        inputMode="decimal"
        autoComplete="off"
        suffix={indicator.unit}
        rules={[
          {
            validator: (_rule, value: string) =>
              !value || parseTarget(value) !== undefined
                ? Promise.resolve()
                : Promise.reject(new Error(t('problem.number', { max: LIMITS.target }))),
          },
        ]}
      />
      <DateField name="on" label={t('measure.on')} max={today} required />
      <div className="wide">
        <TextAreaField name="note" label={t('measure.note')} help={t('measure.noteHelp')} rows={2} maxLength={500} />
        <FailureNotice failure={failure} kind={record.kind} />
        <div className="row" style={{ marginTop: 8 }}>
          <Button htmlType="submit" loading={record.busy}>
            {t('measure.send')}
          </Button>
          <Button onClick={onClose}>{t('measure.later')}</Button>
        </div>
      </div>
    </Form>
  );
}
