import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { Field } from '../../ui/fields';
import { type GiftExampleRow, LIMITS } from './draft';
import { putBack, RowList } from './row-list';
import { useRules } from './use-problems';
import styles from './wizard.module.css';

/** What amounts do, in the words of the unit: none, or a choice of a few. */
export function GiftExamples({
  rows,
  onChange,
}: {
  rows: GiftExampleRow[];
  onChange: (rows: GiftExampleRow[]) => void;
}) {
  const { t } = useTranslation('wizard');
  return (
    <section className="stack" aria-labelledby="gift-examples">
      <div>
        <h3 id="gift-examples">{t('giftExamples.title')}</h3>
        <p className="small quiet">{t('giftExamples.lead')}</p>
      </div>
      <RowList
        name="giftExamples"
        rows={rows}
        max={LIMITS.giftExamples.max}
        onUndo={(row, index) => onChange(putBack(rows, row, index))}
      >
        {(index) => <GiftExampleFields index={index} />}
      </RowList>
    </section>
  );
}

/** A row is optional as a whole, and needs both of its fields once it has one. */
function GiftExampleFields({ index }: { index: number }) {
  const { t } = useTranslation('wizard');
  return (
    <div className={styles.columns2}>
      <Field
        name={[index, 'amount']}
        label={t('giftExamples.amount')}
        required
        rules={useRules(['giftExamples', index, 'amount'])}
      >
        <Input className="num" inputMode="decimal" prefix="¥" autoComplete="off" maxLength={20} />
      </Field>
      <Field
        name={[index, 'does']}
        label={t('giftExamples.does')}
        required
        rules={useRules(['giftExamples', index, 'does'])}
      >
        <Input
          maxLength={LIMITS.does}
          autoComplete="off"
          placeholder={index === 0 ? t('giftExamples.doesHint') : undefined}
        />
      </Field>
    </div>
  );
}
