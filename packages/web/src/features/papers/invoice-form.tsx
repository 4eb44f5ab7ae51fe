import { type InvoiceRowFragment, RecordInvoiceNumberDocument } from '@hongchuang/schema';
import { Button, Input, type InputRef } from 'antd';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatDate, formatDateTime } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { useAction } from '../../lib/use-action';
import { useViewer } from '../../lib/viewer';
import { Money } from '../../ui/money';
import { FailureNotice } from '../../ui/states';
import styles from './papers.module.css';

const MAX = { number: 40, reason: 200 };

/**
 * A receipt and the number of its official invoice. The number is typed, or shown with its history; a correction needs
 * a reason.
 */
export function InvoiceForm({
  receipt,
  focus,
  onRecorded,
}: {
  receipt: InvoiceRowFragment;
  /** The cursor moves into the field. */
  focus: boolean;
  onRecorded: (recorded: InvoiceRowFragment) => void;
}) {
  const { t } = useTranslation('invoices');
  const language = useLanguage();
  const id = useId();
  const [correcting, setCorrecting] = useState(false);
  const [number, setNumber] = useState('');
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const action = useAction(RecordInvoiceNumberDocument, {
    onDone: ({ recordInvoiceNumber }) => {
      setCorrecting(false);
      setNumber('');
      setReason('');
      onRecorded(recordInvoiceNumber);
    },
  });
  const field = useRef<InputRef>(null);
  useEffect(() => {
    if (correcting || focus) field.current?.focus();
  }, [correcting, focus]);
  const { invoiceNumber, invoiceRecords } = receipt;
  const mayRecord = useViewer().hasRole('TREASURER');
  const open = mayRecord && (invoiceNumber == null || correcting);

  const record = (event: FormEvent) => {
    event.preventDefault();
    setMissing(number.trim() === '');
    if (number.trim() !== '')
      void action.run({
        input: { receiptNumber: receipt.number, invoiceNumber: number, reason: reason.trim() || null },
      });
  };

  return (
    <form onSubmit={record} className={`card card-pad ${styles.invoice}`} aria-label={receipt.number} noValidate>
      <div>
        <Link to={`/receipts/${receipt.number}`} className="num strong">
          {receipt.number}
        </Link>{' '}
        <span className="small quiet num">{formatDate(receipt.issuedAt, language)}</span>
        <div className="small">
          {receipt.donorName} · {receipt.projectTitle}
        </div>
        <div className="small">
          {t('madeOutTo')}{' '}
          {receipt.invoiceTitle ? (
            <>
              {receipt.invoiceTitle.title} <span className="num nowrap">{receipt.invoiceTitle.taxNumber}</span>
            </>
          ) : (
            <span className="quiet">{t('notStated')}</span>
          )}
        </div>
      </div>
      <Money fen={receipt.amount} exact className="strong" />
      <div className={styles.fields}>
        {invoiceNumber != null && (
          <p className="row" style={{ gap: 12 }}>
            <span className="num pine">{invoiceNumber}</span>
            {mayRecord && !receipt.voidedAt && !correcting && (
              <Button size="small" onClick={() => setCorrecting(true)}>
                {t('correct')}
              </Button>
            )}
          </p>
        )}
        {open && (
          <>
            <div className="row" style={{ gap: 8, flexWrap: 'nowrap' }}>
              <Input
                aria-label={t('numberOf', { receipt: receipt.number })}
                aria-invalid={missing || action.failure?.field?.[0] === 'invoiceNumber'}
                aria-describedby={`${id}-says`}
                placeholder={t('number')}
                value={number}
                maxLength={MAX.number}
                inputMode="numeric"
                autoComplete="off"
                ref={field}
                className="num"
                onChange={(event) => setNumber(event.target.value)}
              />
              <Button htmlType="submit" loading={action.busy}>
                {t('record')}
              </Button>
              {correcting && <Button onClick={() => setCorrecting(false)}>{t('cancel')}</Button>}
            </div>
            {correcting && (
              <Input
                aria-label={t('reason')}
                placeholder={t('reason')}
                value={reason}
                maxLength={MAX.reason}
                onChange={(event) => setReason(event.target.value)}
              />
            )}
          </>
        )}
        <div id={`${id}-says`} role="status" className="small">
          {missing && open && <span className="red">{t('missing')}</span>}
          {invoiceNumber != null && !correcting && invoiceRecords && invoiceRecords.length === 1 && (
            <span className="quiet">
              {t('recordedAt', { time: formatDateTime(invoiceRecords[0]!.recordedAt, language) })}
            </span>
          )}
        </div>
        <FailureNotice failure={action.failure} kind={action.kind} />
        {invoiceRecords && invoiceRecords.length > 1 && (
          <ol className={`small quiet ${styles.history}`}>
            {invoiceRecords.map((one) => (
              <li key={one.id}>
                <span className="num">{one.invoiceNumber}</span> · {formatDateTime(one.recordedAt, language)}
                {one.reason && ` · ${t('because', { reason: one.reason })}`}
              </li>
            ))}
          </ol>
        )}
      </div>
    </form>
  );
}
