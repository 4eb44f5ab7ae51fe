import { useQuery } from '@apollo/client/react';
import { ConfirmTransfersDocument, TransfersBulkDocument, type TransferToConfirmFragment } from '@hongchuang/schema';
import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../../lib/browser';
import { shanghaiDay } from '../../lib/dates';
import { formatExact } from '../../lib/money';
import { useAction } from '../../lib/use-action';
import { BulkPanel } from '../../ui/bulk-panel';
import { BulkSheet, filledIn, refusedRow } from '../../ui/bulk-sheet';
import { payerOf } from './transfer-list';

const REFERENCE_MAX = 64;

interface BulkTransfersProps {
  transfers: readonly TransferToConfirmFragment[];
  onConfirmed: (confirmed: readonly TransferToConfirmFragment[]) => void;
  onClose: () => void;
}

/**
 * The ticked transfers with the amounts that were promised: one day for all, and the bank's reference of each. Those
 * that are filled in are confirmed together, or none. Another amount is confirmed one by one.
 */
export function BulkTransfers({ transfers, onConfirmed, onClose }: BulkTransfersProps) {
  const { t } = useTranslation('treasury');
  const today = shanghaiDay(useNow().toISOString());
  const [paidOn, setPaidOn] = useState(today);
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const { data, error, refetch } = useQuery(TransfersBulkDocument, {
    variables: { pledgeIds: transfers.map(({ id }) => id) },
    fetchPolicy: 'network-only',
  });
  const shown = data?.transfersBulk;
  const rows = transfers.map((transfer) => ({
    id: transfer.id,
    name: `${transfer.remarkCode ?? t('noCode')} · ${payerOf(transfer)}`,
    label: t('bulk.referenceOf', { code: transfer.remarkCode ?? t('noCode'), name: payerOf(transfer) }),
    fen: transfer.amount,
    ...(shown?.leftIds.includes(transfer.id) && { leftOut: t('bulk.forColleague') }),
  }));
  const { filled, sum } = filledIn(rows, values);
  const action = useAction(ConfirmTransfersDocument, {
    refetch: ['PaymentQueue', 'Queue'],
    onDone: ({ confirmPayments }) => onConfirmed(confirmPayments),
  });
  const empty = shown ? shown.confirmable.count - filled.length : 0;
  return (
    <BulkPanel
      title={t('bulk.title')}
      query={{ ready: shown !== undefined, error, refetch }}
      failure={action.failure}
      act={
        filled.length > 0 && paidOn !== ''
          ? t('bulk.act', { count: filled.length, amount: formatExact(sum, 'always') })
          : undefined
      }
      busy={action.busy}
      onAct={() =>
        void action.run({
          inputs: filled.map(({ id, fen, value }) => ({ pledgeId: id, amount: fen, bankReference: value, paidOn })),
        })
      }
      onClose={onClose}
    >
      {shown && (
        <>
          {shown.leftToColleague.count > 0 && (
            <p className="amber">
              {t('bulk.left', {
                count: shown.leftToColleague.count,
                amount: formatExact(shown.leftToColleague.sum, 'always'),
              })}
            </p>
          )}
          <label className="row" style={{ gap: 8 }}>
            <span>{t('panel.paidOn')}</span>
            <Input
              type="date"
              max={today}
              value={paidOn}
              onChange={(event) => setPaidOn(event.target.value)}
              style={{ width: 180 }}
            />
          </label>
          <BulkSheet
            label={t('bulk.title')}
            column={t('panel.reference')}
            rows={rows}
            values={values}
            onChange={setValues}
            max={REFERENCE_MAX}
            refused={refusedRow(action.failure?.field, filled)}
          />
          {empty > 0 && <p className="small quiet">{t('queue:bulk.sheetLeft', { count: empty })}</p>}
        </>
      )}
    </BulkPanel>
  );
}
