import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../lib/i18n';
import { formatMoney } from '../../lib/money';
import { isMoney, type Measure } from './measures';

/** Returns formatters for values: as a plain figure, and with the unit that is counted. */
export function useMeasureText(): {
  number: (value: number) => string;
  plain: (measure: Measure, value: number) => string;
  counted: (measure: Measure, value: number) => string;
} {
  const { t } = useTranslation('impact');
  const language = useLanguage();
  return useMemo(() => {
    const format = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
    const number = (value: number) => format.format(value);
    const plain = (measure: Measure, value: number) =>
      isMoney(measure) ? formatMoney(Math.trunc(value), language) : number(value);
    return {
      number,
      plain,
      counted: (measure, value) =>
        isMoney(measure) ? plain(measure, value) : t(`unit.${measure}`, { value: number(value) }),
    };
  }, [t, language]);
}
