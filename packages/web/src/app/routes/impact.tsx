import { useQuery } from '@apollo/client/react';
import { ImpactPageDocument } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { type Dimension, ImpactChart } from '../../features/impact/impact-chart';
import { ImpactFigures } from '../../features/impact/impact-figures';
import { ImpactFilters, useImpactFilter } from '../../features/impact/impact-filters';
import styles from '../../features/impact/impact.module.css';
import { isNothing, type Measure, MEASURES } from '../../features/impact/measures';
import { useAddressBar } from '../../lib/address-bar';
import { SITE_CARD, useFace } from '../../lib/served';
import { Button } from '../../ui/button';
import { LinkButton } from '../../ui/link-button';
import { Page, PageTitle, Section } from '../../ui/page';
import { EmptyState, ErrorState, Loading, Skeleton } from '../../ui/states';

const HOW = ['peopleServed', 'activitiesHeld', 'raised', 'costPerPerson', 'projects'] as const;

export function Component() {
  const { t } = useTranslation('impact');
  const { get, set } = useAddressBar();
  const { filter, filtered, reversed, clear } = useImpactFilter();
  const measure: Measure = MEASURES.find((one) => one === get('show')) ?? 'peopleServed';
  const { data, previousData, loading, error, refetch } = useQuery(ImpactPageDocument, {
    variables: { filter },
    skip: reversed,
    fetchPolicy: 'cache-and-network',
  });
  const shown = data ?? previousData;
  const groups: Record<Dimension, NonNullable<typeof shown>['byYear']> | undefined = shown && {
    year: shown.byYear,
    region: shown.byRegion,
    category: shown.byCategory,
    organization: shown.byOrganization,
  };

  useFace({
    card: t('title'),
    description: t('lead'),
    image: SITE_CARD,
    canonical: '/impact',
    facts: { '@type': 'Dataset', name: t('title'), description: t('lead'), url: '/impact', isAccessibleForFree: true },
  });

  return (
    <Page>
      <PageTitle title={t('title')} lead={t('lead')} />
      <ImpactFilters />
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!shown && !error && !reversed && <ImpactSkeleton />}
      {shown && !error && isNothing(shown.impactSummary) && (
        <EmptyState
          title={t(filtered ? 'emptyFiltered' : 'empty')}
          actions={
            filtered ? (
              <Button onClick={clear}>{t('filter.clear')}</Button>
            ) : (
              <LinkButton to="/projects">{t('seeProjects')}</LinkButton>
            )
          }
        >
          {t(filtered ? 'emptyFilteredText' : 'emptyText')}
        </EmptyState>
      )}
      {shown && groups && !error && !isNothing(shown.impactSummary) && (
        // The figures of the last filter stay, paler, until those of the new filter arrive.
        <div className={`stack-lg ${loading && !data ? styles.stale : ''}`} aria-busy={loading && !data}>
          <ImpactFigures summary={shown.impactSummary} />
          <div className={styles.measure} role="group" aria-label={t('measure.label')}>
            {MEASURES.map((one) => (
              <button
                key={one}
                type="button"
                aria-pressed={one === measure}
                className={styles.choice}
                onClick={() => set({ show: one === 'peopleServed' ? undefined : one })}
              >
                {t(`measure.${one}`)}
              </button>
            ))}
          </div>
          <div className={styles.charts}>
            <h2 className="sr-only">{t('charts')}</h2>
            {(['year', 'region', 'category', 'organization'] as const).map(
              (by) => groups[by].length > 0 && <ImpactChart key={by} by={by} groups={groups[by]} measure={measure} />,
            )}
          </div>
        </div>
      )}
      <div style={{ marginTop: 48 }}>
        <Section title={t('how.title')}>
          <dl className={styles.how}>
            {HOW.map((one) => (
              <div key={one}>
                <dt>{t(`measure.${one}`)}</dt>
                <dd className="small quiet">{t(`how.${one}`)}</dd>
              </div>
            ))}
          </dl>
          <p className="small quiet">{t('how.days')}</p>
        </Section>
      </div>
    </Page>
  );
}

function ImpactSkeleton() {
  return (
    <Loading>
      <div className="stack-lg">
        <div className={styles.figures}>
          {[0, 1, 2, 3, 4].map((index) => (
            <div key={index} className="stack" style={{ gap: 8 }}>
              <Skeleton width={80} height={20} />
              <Skeleton width={120} height={32} />
            </div>
          ))}
        </div>
        <Skeleton height={40} width="min(100%, 480px)" />
        <Skeleton height={320} />
        <Skeleton height={320} />
      </div>
    </Loading>
  );
}
