import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { downloadCsv } from '../../lib/csv';
import { fenToInput } from '../../lib/money';
import { usePlatform } from '../../lib/platform';
import { useTheme } from '../../lib/theme';
import { Button } from '../../ui/button';
import { ChartWithTable } from '../../ui/chart-with-table';
import { Icon } from '../../ui/icon';
import { Money } from '../../ui/money';
import { chartColours } from '../../ui/tokens';
import styles from './impact.module.css';
import { useMeasureText } from './measure-text';
import { chartGroups, findingOf, type Group, type Measure, MEASURES, isMoney, sortedGroups, valueOf } from './measures';

export type Dimension = 'year' | 'region' | 'category' | 'organization';

const ROW_HEIGHT = 34;

interface ImpactChartProps {
  by: Dimension;
  groups: readonly Group[];
  measure: Measure;
}

/** One breakdown: a chart of the chosen measure, and a table of all measures. */
export function ImpactChart({ by, groups, measure }: ImpactChartProps) {
  const { t } = useTranslation('impact');
  const text = useMeasureText();
  const theme = useTheme();
  const { regionLabel, categoryLabel } = usePlatform();
  const years = by === 'year';
  const labelOf = (group: Group) =>
    by === 'region' ? regionLabel(group.key) : by === 'category' ? categoryLabel(group.key) : group.label;
  const shown = chartGroups(groups, measure, years);
  const rows = years ? groups : sortedGroups(groups, measure);
  const labels = shown.map(labelOf);
  const values = shown.map((group) => valueOf(group.summary, measure));
  // A new option redraws the chart, so only a change of the shown data may create one.
  const drawn = JSON.stringify([labels, values, measure, years]);

  const option = useMemo(() => {
    const names = { type: 'category', data: labels, axisLabel: years ? {} : { width: 132, overflow: 'truncate' } };
    const amounts = {
      type: 'value',
      minInterval: isMoney(measure) ? undefined : 1,
      axisLabel: { formatter: (value: number) => text.plain(measure, value), hideOverlap: true },
    };
    const series = {
      type: 'bar',
      name: t(`measure.${measure}`),
      data: values,
      // The colour that stands for verified and paid on every page.
      color: chartColours[theme][1],
      barMaxWidth: years ? 56 : 18,
      itemStyle: { borderRadius: years ? [4, 4, 0, 0] : [0, 4, 4, 0] },
    };
    const tooltip = {
      trigger: 'axis',
      axisPointer: { type: 'shadow' },
      valueFormatter: (value: unknown) => (typeof value === 'number' ? text.counted(measure, value) : t('none')),
    };
    return years
      ? { tooltip, xAxis: names, yAxis: amounts, series: [series] }
      : {
          tooltip,
          grid: { left: 8, right: 24, top: 8, bottom: 8, containLabel: true },
          xAxis: { ...amounts, splitNumber: 4 },
          yAxis: { ...names, inverse: true },
          series: [series],
        };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `drawn` stands for labels, values, measure and years
  }, [drawn, text, t, theme]);

  const finding = findingOf(groups, measure);
  const measureName = t(`measure.${measure}`);
  const said = { count: groups.length, measure: measureName };
  const summary =
    finding.kind === 'none'
      ? t('summaryNone', said)
      : t(finding.kind === 'one' ? 'summaryOne' : finding.kind === 'lowest' ? 'summaryLowest' : 'summary', {
          ...said,
          label: labelOf(finding.group),
          value: text.counted(measure, finding.value),
        });

  const save = () =>
    downloadCsv(t('fileName', { by: t(`by.${by}`) }), [
      [
        t(`column.${by}`),
        ...MEASURES.map((one) => (isMoney(one) ? t('columnYuan', { name: t(`measure.${one}`) }) : t(`measure.${one}`))),
      ],
      ...rows.map((group) => [
        labelOf(group),
        ...MEASURES.map((one) => {
          const value = valueOf(group.summary, one);
          return value === null ? null : isMoney(one) ? fenToInput(value) : value;
        }),
      ]),
    ]);

  return (
    <section>
      <ChartWithTable
        title={t(`by.${by}`)}
        summary={summary}
        option={option}
        height={years ? 300 : Math.max(160, shown.length * ROW_HEIGHT + 48)}
        rows={rows}
        rowKey={(group) => group.key}
        columns={[
          {
            title: t(`column.${by}`),
            value: (group) =>
              by === 'organization' ? <Link to={`/organizations/${group.key}`}>{group.label}</Link> : labelOf(group),
          },
          {
            title: t('short.peopleServed'),
            number: true,
            value: ({ summary: { peopleServed } }) => text.number(peopleServed),
          },
          {
            title: t('short.activitiesHeld'),
            number: true,
            value: ({ summary: { activitiesHeld } }) => text.number(activitiesHeld),
          },
          { title: t('short.raised'), number: true, value: ({ summary: { raised } }) => <Money fen={raised} /> },
          {
            title: t('short.costPerPerson'),
            number: true,
            value: ({ summary: { costPerPerson } }) =>
              costPerPerson === null ? t('none') : <Money fen={costPerPerson} />,
          },
          { title: t('short.projects'), number: true, value: ({ summary: { projects } }) => text.number(projects) },
        ]}
      />
      <div className={styles.download}>
        <span className="small quiet">
          {shown.length < groups.length ? t('first', { shown: shown.length, total: groups.length }) : ''}
        </span>
        <Button size="small" kind="text" icon={<Icon name="download" />} onClick={save}>
          {t('download')}
        </Button>
      </div>
    </section>
  );
}
