import { useTranslation } from 'react-i18next';
import { parseYuan } from '../../lib/money';
import { TextField } from '../../ui/fields';

/** An amount in yuan, as people type it. */
export function AmountField() {
  const { t } = useTranslation('programmes');
  return (
    <TextField
      name="amount"
      label={t('income.amount')}
      inputMode="decimal"
      prefix="¥"
      required
      rules={[
        {
          validator: (_, text: string) =>
            text && parseYuan(text) === undefined ? Promise.reject(new Error(t('income.notMoney'))) : Promise.resolve(),
        },
      ]}
    />
  );
}
