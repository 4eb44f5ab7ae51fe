import { type InvoiceRowFragment, RecordInvoiceNumbersDocument } from '@hongchuang/schema';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatExact } from '../../lib/money';
import { useAction } from '../../lib/use-action';
import { BulkPanel } from '../../ui/bulk-panel';
import { BulkSheet, filledIn, refusedRow } from '../../ui/bulk-sheet';
import { countOn } from './count-on';

const MAX = 40;

interface BulkInvoicesProps {
  receipts: readonly InvoiceRowFragment[];
  onRecorded: (recorded: readonly InvoiceRowFragment[]) => void;
  onClose: () => void;
}

/** The numbers of the ticked receipts' invoices. All that are filled in are recorded together, or none. */
export function BulkInvoices({ receipts, onRecorded, onClose }: BulkInvoicesProps) {
  const { t } = useTranslation('invoices');
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const rows = receipts.map(({ number, donorName, amount }) => ({
    id: number,
    name: `${number} · ${donorName}`,
    label: t('numberOf', { receipt: number }),
    fen: amount,
  }));
  const { filled, sum } = filledIn(rows, values);
  const action = useAction(RecordInvoiceNumbersDocument, {
    refetch: ['InvoiceQueue', 'Queue'],
    onDone: ({ recordInvoiceNumbers }) => onRecorded(recordInvoiceNumbers),
  });
  const first = rows[0] && values[rows[0].id];
  const following = first === undefined ? null : countOn(first, rows.length);
  const others = rows.length - filled.length;
  return (
    <BulkPanel
      title={t('bulk.title')}
      failure={action.failure}
      act={filled.length > 0 ? t('bulk.act', { count: filled.length, amount: formatExact(sum, 'always') }) : undefined}
      busy={action.busy}
      onAct={() =>
        void action.run({
          inputs: filled.map(({ id, value }) => ({ receiptNumber: id, invoiceNumber: value })),
        })
      }
      onClose={onClose}
    >
      {rows.length > 1 && (
        <p>
          <Button
            size="small"
            disabled={following === null}
            onClick={() =>
              following &&
              setValues(Object.fromEntries(rows.map(({ id }, at) => [id, following[at]!])) as Record<string, string>)
            }
          >
            {t('bulk.countOn')}
          </Button>
        </p>
      )}
      <BulkSheet
        label={t('bulk.title')}
        column={t('bulk.column')}
        rows={rows}
        values={values}
        onChange={setValues}
        max={MAX}
        numeric
        refused={refusedRow(action.failure?.field, filled)}
      />
      {others > 0 && <p className="small quiet">{t('queue:bulk.sheetLeft', { count: others })}</p>}
    </BulkPanel>
  );
}
