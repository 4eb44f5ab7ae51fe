import { useQuery } from '@apollo/client/react';
import { BooksMonthsDocument, type BooksMonthPartsFragment } from '@hongchuang/schema';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../lib/i18n';
import { formatExact, formatMoney } from '../../lib/money';
import { useTheme } from '../../lib/theme';
import { ChartWithTable } from '../../ui/chart-with-table';
import { Money } from '../../ui/money';
import { Section } from '../../ui/page';
import { ErrorState, Loading, Skeleton } from '../../ui/states';
import { chartColours } from '../../ui/tokens';
import styles from './books.module.css';

/** All funds month by month, from the ledger; nothing before the first movement. */
export function Months({ projectId }: { projectId?: string }) {
  const { t } = useTranslation('books');
  const { data, error, refetch } = useQuery(BooksMonthsDocument, {
    variables: { projectId: projectId ?? null },
    fetchPolicy: 'cache-and-network',
  });
  const months = data?.booksMonths;
  if (months && months.length === 0) return null;
  return (
    <div className={styles.months}>
      <Section title={t('months.title')} id="months">
        {months ? (
          <MonthsChart months={months} />
        ) : error ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : (
          <Loading>
            <Skeleton height={320} />
          </Loading>
        )}
      </Section>
    </div>
  );
}

const PARTS = ['received', 'released', 'refunded'] as const;

/** The charity's own movements, beside the funds. A column appears only when it has amounts. */
const OWN = ['charges', 'interest', 'transferred'] as const;

function MonthsChart({ months }: { months: readonly BooksMonthPartsFragment[] }) {
  const { t } = useTranslation('books');
  const language = useLanguage();
  const theme = useTheme();
  const option = useMemo(() => {
    const [cinnabar, pine, third, fourth] = chartColours[theme];
    const colours = { received: pine, released: third, refunded: fourth };
    const bar = (part: (typeof PARTS)[number]) => ({
      type: 'bar',
      name: t(`months.${part}`),
      data: months.map((month) => month[part]),
      color: colours[part],
      barMaxWidth: 24,
    });
    return {
      // The legend is above the chart, where two lines of it fit on a phone.
      legend: { top: 0 },
      grid: { left: 8, right: 16, top: 64, bottom: 8, containLabel: true },
      tooltip: {
        trigger: 'axis',
        axisPointer: { type: 'shadow' },
        valueFormatter: (fen: unknown) => formatExact(Number(fen), 'always'),
      },
      xAxis: { type: 'category', data: months.map(({ month }) => month) },
      yAxis: {
        type: 'value',
        axisLabel: { formatter: (fen: number) => formatMoney(fen, language), hideOverlap: true },
        splitNumber: 4,
      },
      series: [
        ...PARTS.map(bar),
        {
          type: 'line',
          name: t('months.balance'),
          data: months.map(({ balance }) => balance),
          color: cinnabar,
          symbolSize: 6,
        },
      ],
    };
  }, [months, t, theme, language]);
  const last = months[months.length - 1]!;
  const total = (part: (typeof PARTS)[number]) => formatExact(months.reduce((sum, month) => sum + month[part], 0));
  return (
    <ChartWithTable
      title={t('months.chart')}
      summary={t('months.summary', {
        count: months.length,
        received: total('received'),
        released: total('released'),
        refunded: total('refunded'),
        balance: formatExact(last.balance),
      })}
      option={option}
      rows={[...months].reverse()}
      rowKey={({ month }) => month}
      columns={[
        { title: t('months.month'), value: ({ month }) => month },
        ...[...PARTS, 'balance' as const, ...OWN.filter((part) => months.some((month) => month[part] !== 0))].map(
          (part) => ({
            title: t(`months.${part}`),
            number: true,
            value: (month: BooksMonthPartsFragment) => <Money fen={month[part]} exact />,
          }),
        ),
      ]}
    />
  );
}
