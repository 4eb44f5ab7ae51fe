import type { MeasurementQueueQuery, MeasurementToVerifyFragment, MilestoneQueueQuery, ObjectionQueueQuery, ObjectionToAnswerFragment, StageToReviewFragment } from '@hongchuang/schema';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MeasurementCard } from '../../features/review/measurement-card';
import { ObjectionCard } from '../../features/review/objection-card';
import { type Result, Results } from '../../features/stages/results';
import { StageCard } from '../../features/stages/stage-card';
import { useLanguage } from '../../lib/i18n';
import { type Connection, ConnectionList } from '../../ui/connection-list';
import { Desk } from '../../ui/desk';
import { LinkButton } from '../../ui/link-button';
import type { LoadMoreProps } from '../../ui/load-more';
import { EmptyState, SkeletonText } from '../../ui/states';

export const CARD_PAGE = 10;

/** What a tab needs of useQuery. */
export interface Asked<T> {
  data?: T;
  error?: unknown;
  refetch: () => Promise<unknown>;
  fetchMore: LoadMoreProps['fetchMore'];
}

interface CardTabProps<T extends { id: string }> {
  query: Asked<unknown>;
  connection: Connection<T> | undefined;
  /** Names the results for screen readers. */
  label: string;
  empty: { title: string; text: string; action: string };
  resultOf: (done: T) => Result;
  card: (node: T, onDone: (done: T) => void) => ReactNode;
}

/** A tab of cards that are each decided in place: what was just done on top, then what waits. */
function CardTab<T extends { id: string }>({ query, connection, label, empty, resultOf, card }: CardTabProps<T>) {
  const [done, setDone] = useState<T[]>([]);
  return (
    <>
      <Results label={label} results={done.map(resultOf)} />
      <Desk>
        <ConnectionList
          connection={connection}
          error={query.error}
          refetch={query.refetch}
          fetchMore={query.fetchMore}
          pageSize={CARD_PAGE}
          name={false}
          skeleton={<SkeletonText lines={8} />}
          empty={
            <EmptyState title={empty.title} actions={<LinkButton to="/review">{empty.action}</LinkButton>}>
              {empty.text}
            </EmptyState>
          }
          container={(items) => <div className="stack">{items}</div>}
        >
          {(node) => card(node, (one) => setDone((before) => [one, ...before]))}
        </ConnectionList>
      </Desk>
    </>
  );
}

export function ObjectionsTab({ query }: { query: Asked<ObjectionQueueQuery> }) {
  const { t } = useTranslation('review');
  return (
    <CardTab<ObjectionToAnswerFragment>
      query={query}
      connection={query.data?.objectionQueue}
      label={t('objection.list')}
      empty={{ title: t('objection.empty'), text: t('objection.emptyText'), action: t('objection.seeProjects') }}
      resultOf={(one) => ({ id: one.id, text: t('objection.done', { title: one.project.title, outcome: one.outcome ? t(`terms:objectionOutcome.${one.outcome}`) : '' }) })}
      card={(objection, onDone) => <ObjectionCard objection={objection} onAnswered={onDone} />}
    />
  );
}

export function MeasurementsTab({ query }: { query: Asked<MeasurementQueueQuery> }) {
  const { t } = useTranslation('review');
  const number = new Intl.NumberFormat(useLanguage(), { maximumFractionDigits: 2 });
  return (
    <CardTab<MeasurementToVerifyFragment>
      query={query}
      connection={query.data?.measurementQueue}
      label={t('measurement.list')}
      empty={{ title: t('measurement.empty'), text: t('measurement.emptyText'), action: t('objection.seeProjects') }}
      resultOf={(one) => ({
        id: one.id,
        text: t(one.status === 'VERIFIED' ? 'measurement.accepted' : 'measurement.rejected', {
          name: one.indicator.name,
          value: number.format(one.value),
          unit: one.indicator.unit,
          project: one.project.title,
        }),
      })}
      card={(measurement, onDone) => <MeasurementCard measurement={measurement} onHandled={onDone} />}
    />
  );
}

export function StagesTab({ query }: { query: Asked<MilestoneQueueQuery> }) {
  const { t } = useTranslation('stages');
  return (
    <CardTab<StageToReviewFragment>
      query={query}
      connection={query.data?.milestoneQueue}
      label={t('review.list')}
      empty={{ title: t('review.empty'), text: t('review.emptyText'), action: t('review.seeProjects') }}
      resultOf={(one) => ({
        id: one.id,
        text: t(one.status === 'RETURNED' ? 'review.returned' : 'review.verified', { title: one.title, project: one.project.title }),
        waiting: one.status === 'RETURNED',
      })}
      card={(stage, onDone) => <StageCard stage={stage} onDecided={onDone} />}
    />
  );
}
