import type { ProjectCardFragment } from '@hongchuang/schema';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { ProjectCover } from '../features/projects/cover';
import { IndicatorList } from '../features/projects/indicator-list';
import { MilestoneLine } from '../features/projects/milestone-line';
import { type DraftValues, goalOf, isEmptyRow, parseTarget } from '../features/wizard/draft';
import { endOfShanghaiDay } from '../lib/dates';
import { parseYuan } from '../lib/money';
import { usePlatform } from '../lib/platform';
import { Figure, Figures } from '../ui/figures';
import { Money } from '../ui/money';
import { SkeletonText } from '../ui/states';

const Markdown = lazy(() => import('../ui/markdown'));

/**
 * Shows a draft with the parts of the public page; `level` is the level of its headings. It is composed here because
 * the wizard and the page belong to two features.
 */
export function ProjectPreview({ values, slug, level = 4 }: { values: DraftValues; slug: string; level?: 3 | 4 }) {
  const Heading: 'h3' | 'h4' = `h${level}`;
  const { t } = useTranslation('wizard');
  const { regionLabel, categoryLabel } = usePlatform();
  const milestones = values.milestones
    .filter((row) => !isEmptyRow(row))
    .map((row, index) => ({
      id: String(index),
      title: row.title ?? '',
      amount: parseYuan(row.amount ?? '') ?? 0,
      dueOn: endOfShanghaiDay(row.dueOn ?? '') ?? new Date().toISOString(),
      status: 'PLANNED' as const,
    }));
  const indicators = values.indicators
    .filter((row) => !isEmptyRow(row))
    .map((row, index) => ({
      id: String(index),
      name: row.name ?? '',
      unit: row.unit ?? '',
      kind: row.kind ?? ('CUSTOM' as const),
      target: parseTarget(row.target) ?? 0,
      actual: 0,
      measurements: [],
    }));
  const giftExamples = values.giftExamples.filter((row) => !isEmptyRow(row));
  const cover: ProjectCardFragment['cover'] = values.cover && {
    url: values.cover.url,
    width: values.cover.width,
    height: values.cover.height,
    alt: values.cover.alt,
  };
  return (
    <div className="stack-lg" style={{ maxWidth: 720 }}>
      <ProjectCover project={{ cover, slug, title: values.title, category: values.category ?? '' }} />
      <div className="stack" style={{ gap: 8 }}>
        <p className="small quiet">
          {[values.region && regionLabel(values.region), values.category && categoryLabel(values.category)]
            .filter(Boolean)
            .join(' · ')}
        </p>
        <Heading style={{ fontSize: 24, lineHeight: '32px', fontWeight: 600 }}>{values.title || t('unnamed')}</Heading>
        <p className="quiet measure">{values.summary}</p>
      </div>
      <Figures>
        <Figure label={t('desk.goal')}>
          <Money fen={goalOf(values)} />
        </Figure>
      </Figures>
      {values.story.trim() !== '' && (
        <Suspense fallback={<SkeletonText lines={6} />}>
          <Markdown>{values.story}</Markdown>
        </Suspense>
      )}
      {giftExamples.length > 0 && (
        <div className="stack">
          <Heading className="strong">{t('field.giftExamples')}</Heading>
          <ul className="stack" style={{ gap: 4 }}>
            {giftExamples.map(({ amount = '', does }, index) => (
              <li key={index}>
                <Money fen={parseYuan(amount) ?? 0} exact /> · {does}
              </li>
            ))}
          </ul>
        </div>
      )}
      {milestones.length > 0 && (
        <div className="stack">
          <Heading className="strong">{t('field.milestones')}</Heading>
          <MilestoneLine milestones={milestones} raised={0} />
        </div>
      )}
      {indicators.length > 0 && (
        <div className="stack">
          <Heading className="strong">{t('field.indicators')}</Heading>
          <IndicatorList indicators={indicators} />
        </div>
      )}
    </div>
  );
}
