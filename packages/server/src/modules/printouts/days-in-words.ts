import { shanghaiDay } from '../../lib/days.js';
import type { Language } from '../../messages/index.js';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** Returns the day of `time` in Shanghai as papers print it: 2017年6月8日, 8 June 2017. */
export function dayInWords(time: Date, language: Language): string {
  const [year, month = 1, day] = shanghaiDay(time).split('-').map(Number);
  return language === 'en' ? `${day} ${MONTHS[month - 1]} ${year}` : `${year}年${month}月${day}日`;
}
