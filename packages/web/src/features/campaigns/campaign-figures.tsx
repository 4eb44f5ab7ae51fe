import { useQuery, useSubscription } from '@apollo/client/react';
import {
  CampaignFiguresDocument,
  CampaignProgressDocument,
  type CampaignFiguresQuery,
  type CampaignPartsFragment,
} from '@hongchuang/schema';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDay } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { formatExact, formatMoney } from '../../lib/money';
import { useTheme } from '../../lib/theme';
import { ChartWithTable } from '../../ui/chart-with-table';
import { CountUp } from '../../ui/count-up';
import { Figure, Figures } from '../../ui/figures';
import { Money } from '../../ui/money';
import { Section } from '../../ui/page';
import { chartColours } from '../../ui/tokens';

/** The shortest time between two questions for the figures that the live ones do not contain. */
const ASK_EVERY_MS = 2_000;

/** Keeps the progress of a campaign in the cache up to date; every component that reads it is redrawn. */
export function useLiveCampaign(campaignId: string, isPublic: boolean): void {
  useSubscription(CampaignProgressDocument, { variables: { campaignId }, skip: !isPublic });
}

/** Calls `refetch` after the campaign's figures have changed, at most once in two seconds while gifts stream in. */
export function useAfterGifts(version: number, refetch: () => Promise<unknown>): void {
  const latest = useRef(refetch);
  latest.current = refetch;
  const shown = useRef(version);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    if (shown.current === version) return;
    shown.current = version;
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      void latest.current().catch(() => undefined);
    }, ASK_EVERY_MS);
  }, [version]);
  useEffect(() => () => clearTimeout(timer.current), []);
}

/** Money, gifts and donors of a campaign, live. */
export function CampaignTotals({ progress }: Pick<CampaignPartsFragment, 'progress'>) {
  const { t } = useTranslation('campaigns');
  return (
    <Figures>
      <Figure label={t('figures.raised')} size="hero">
        <CountUp value={progress.raised}>{(fen) => <Money fen={fen} />}</CountUp>
      </Figure>
      <Figure label={t('figures.gifts')} size="large">
        <CountUp value={progress.giftCount}>{(count) => <span className="num">{count}</span>}</CountUp>
      </Figure>
      <Figure label={t('figures.donors')} size="large">
        <CountUp value={progress.donorCount}>{(count) => <span className="num">{count}</span>}</CountUp>
      </Figure>
      {progress.matched > 0 && (
        <Figure label={t('figures.matched')} size="large">
          <CountUp value={progress.matched}>{(fen) => <Money fen={fen} />}</CountUp>
        </Figure>
      )}
    </Figures>
  );
}

type FiguresOfCampaign = NonNullable<CampaignFiguresQuery['campaign']>;

/** Days and categories of a campaign; nothing before the first gift. */
export function CampaignParts({ campaign: { id, progress } }: { campaign: CampaignPartsFragment }) {
  const { t } = useTranslation('campaigns');
  const { data, refetch } = useQuery(CampaignFiguresDocument, { variables: { id }, fetchPolicy: 'cache-and-network' });
  useAfterGifts(progress.version, refetch);
  const figures = data?.campaign;
  if (!figures || figures.days.length === 0) return null;
  return (
    <Section title={t('figures.title')}>
      <div className="stack-lg">
        <Days days={figures.days} />
        <Categories categories={figures.categories} />
      </div>
    </Section>
  );
}

function Days({ days }: Pick<FiguresOfCampaign, 'days'>) {
  const { t } = useTranslation('campaigns');
  const language = useLanguage();
  const theme = useTheme();
  const option = useMemo(() => {
    const [cinnabar, pine] = chartColours[theme];
    return {
      xAxis: { type: 'category', data: days.map(({ day }) => formatDay(day, language)) },
      yAxis: [
        { type: 'value', axisLabel: { formatter: (fen: number) => formatMoney(fen, language) } },
        { type: 'value', splitLine: { show: false }, minInterval: 1 },
      ],
      series: [
        {
          type: 'bar',
          name: t('figures.raised'),
          data: days.map(({ raised }) => raised),
          color: cinnabar,
          barMaxWidth: 32,
          tooltip: { valueFormatter: (fen: number) => formatExact(fen) },
        },
        {
          type: 'line',
          name: t('figures.gifts'),
          yAxisIndex: 1,
          data: days.map(({ giftCount }) => giftCount),
          color: pine,
        },
      ],
    };
  }, [days, language, t, theme]);
  const best = days.reduce((most, day) => (day.raised > most.raised ? day : most));
  return (
    <ChartWithTable
      title={t('figures.byDay')}
      summary={t('figures.bestDay', { day: formatDay(best.day, language), amount: formatExact(best.raised) })}
      option={option}
      rows={days}
      rowKey={({ day }) => day}
      columns={[
        { title: t('figures.day'), value: ({ day }) => formatDay(day, language) },
        { title: t('figures.raised'), value: ({ raised }) => <Money fen={raised} exact />, number: true },
        { title: t('figures.gifts'), value: ({ giftCount }) => giftCount, number: true },
        { title: t('figures.donors'), value: ({ donorCount }) => donorCount, number: true },
      ]}
    />
  );
}

function Categories({ categories }: Pick<FiguresOfCampaign, 'categories'>) {
  const { t } = useTranslation('campaigns');
  const theme = useTheme();
  const option = useMemo(() => {
    const [, pine] = chartColours[theme];
    return {
      xAxis: { type: 'value', minInterval: 1 },
      yAxis: {
        type: 'category',
        inverse: true,
        data: categories.map(({ category }) => t(`terms:donorCategory.${category}`)),
      },
      series: [
        {
          type: 'bar',
          name: t('figures.donors'),
          data: categories.map(({ donorCount }) => donorCount),
          color: pine,
          barMaxWidth: 24,
        },
      ],
    };
  }, [categories, t, theme]);
  const stated = categories.filter(({ category }) => category !== 'NOT_STATED');
  if (stated.length === 0) return null;
  const members = categories.find(({ category }) => category === 'MEMBER')?.donorCount ?? 0;
  return (
    <ChartWithTable
      title={t('figures.byCategory')}
      summary={t('figures.membersAndOthers', {
        members,
        others: stated.reduce((sum, { donorCount }) => sum + donorCount, 0) - members,
      })}
      option={option}
      rows={categories}
      rowKey={({ category }) => category}
      columns={[
        { title: t('figures.category'), value: ({ category }) => t(`terms:donorCategory.${category}`) },
        { title: t('figures.donors'), value: ({ donorCount }) => donorCount, number: true },
        { title: t('figures.gifts'), value: ({ giftCount }) => giftCount, number: true },
        { title: t('figures.raised'), value: ({ raised }) => <Money fen={raised} exact />, number: true },
      ]}
      height={240}
    />
  );
}
