import type { BillDifferenceRowFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { formatExact } from '../../lib/money';

/** Says in a sentence how a bill differs from our records. */
export function DifferenceWords({ difference }: { difference: BillDifferenceRowFragment }) {
  const { t } = useTranslation('payment-bills');
  const { kind, subject, ours, theirs, number } = difference;
  const amount = (fen: number | null | undefined) => (fen == null ? '' : formatExact(fen));
  return (
    <>
      <p className="strong">{t(`words.${kind}_${subject}`, { ours: amount(ours), theirs: amount(theirs) })}</p>
      <p className="small quiet" style={{ overflowWrap: 'anywhere' }}>
        {t('number', { number })}
      </p>
    </>
  );
}
