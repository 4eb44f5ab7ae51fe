import type { CampaignPartsFragment } from '@hongchuang/schema';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { shanghaiDay } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { formatExact, formatMoney } from '../../lib/money';
import { useTheme } from '../../lib/theme';
import { ChartWithTable } from '../../ui/chart-with-table';
import { Money } from '../../ui/money';
import { Section } from '../../ui/page';
import { chartColours } from '../../ui/tokens';
import { Written } from '../../ui/written';

/**
 * This campaign beside earlier years. The earlier figures are the word of the organiser, so each names its source, and
 * nothing adds them to what the ledger proves.
 */
export function CampaignYears({ campaign }: { campaign: CampaignPartsFragment }) {
  const { t } = useTranslation('campaigns');
  const language = useLanguage();
  const theme = useTheme();
  const { earlierYears, progress, opensAt } = campaign;
  const rows = useMemo(
    () => [
      ...earlierYears.map(({ year, ...figures }) => ({ name: String(year), isImported: true, ...figures })),
      {
        name: t('years.now', { year: shanghaiDay(opensAt).slice(0, 4) }),
        isImported: false,
        raised: progress.raised,
        giftCount: progress.giftCount,
        source: t('years.ledger'),
      },
    ],
    [earlierYears, progress, opensAt, t],
  );
  const option = useMemo(() => {
    const [cinnabar, pine] = chartColours[theme];
    return {
      xAxis: { type: 'category', data: rows.map(({ name }) => name) },
      yAxis: { type: 'value', axisLabel: { formatter: (fen: number) => formatMoney(fen, language) } },
      series: [
        {
          type: 'bar',
          name: t('figures.raised'),
          data: rows.map(({ raised, isImported }) => ({
            value: raised,
            itemStyle: { color: isImported ? pine : cinnabar },
          })),
          barMaxWidth: 32,
          tooltip: { valueFormatter: (fen: number) => formatExact(fen) },
        },
      ],
    };
  }, [rows, language, t, theme]);
  if (earlierYears.length === 0) return null;
  return (
    <Section title={t('years.title')}>
      <ChartWithTable
        title={t('years.chart')}
        summary={t('years.note')}
        option={option}
        rows={rows}
        rowKey={({ name }) => name}
        columns={[
          { title: t('years.year'), value: ({ name }) => name },
          { title: t('figures.raised'), value: ({ raised }) => <Money fen={raised} exact />, number: true },
          { title: t('figures.gifts'), value: ({ giftCount }) => giftCount, number: true },
          { title: t('years.source'), value: ({ source }) => <Written>{source}</Written> },
        ]}
      />
    </Section>
  );
}
