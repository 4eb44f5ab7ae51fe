import type { Rule } from 'antd/es/form';
import { useTranslation } from 'react-i18next';
import { parseYuan } from '../../lib/money';

/** The rule of a field that holds an amount of yuan, or nothing. */
export function useAmountRule(): Rule {
  const { t } = useTranslation('app');
  return {
    validator: (_rule, value: unknown) => {
      const text = String(value ?? '').trim();
      return text === '' || parseYuan(text) !== undefined
        ? Promise.resolve()
        : Promise.reject(new Error(t('field.amount')));
    },
  };
}
