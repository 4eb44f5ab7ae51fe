import { useQuery } from '@apollo/client/react';
import {
  MeasurementQueueDocument,
  type MeasurementToVerifyFragment,
  MilestoneQueueDocument,
  ObjectionQueueDocument,
  type ObjectionToAnswerFragment,
  QuestionQueueDocument,
  type QuestionToModerateFragment,
  type StageToReviewFragment,
} from '@hongchuang/schema';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MeasurementCard } from '../../features/review/measurement-card';
import { ObjectionCard } from '../../features/review/objection-card';
import { QuestionCard } from '../../features/questions/question-card';
import { type Result, Results } from '../../features/stages/results';
import { StageCard } from '../../features/stages/stage-card';
import { useLanguage } from '../../lib/i18n';
import { useQueueView } from '../../lib/queue-view';
import { type Connection, ConnectionList } from '../../ui/connection-list';
import { Desk } from '../../ui/desk';
import { LinkButton } from '../../ui/link-button';
import type { LoadMoreProps } from '../../ui/load-more';
import { QueueBar } from '../../ui/queue-bar';
import { NothingFound } from '../../ui/queue-desk';
import { QueueItems } from '../../ui/queue-items';
import { EmptyState, SkeletonText } from '../../ui/states';

const CARD_PAGE = 10;

/** The part of useQuery's result that a tab needs. */
export interface TabQuery<T> {
  data?: T;
  previousData?: T;
  error?: unknown;
  refetch: () => Promise<unknown>;
  fetchMore: LoadMoreProps['fetchMore'];
}

interface CardTabProps<T extends { id: string }> {
  queue: string;
  query: TabQuery<unknown>;
  connection: Connection<T> | undefined;
  /** The name of the results, for screen readers. */
  label: string;
  empty: { title: string; text: string; action: string };
  resultOf: (done: T) => Result;
  card: (node: T, onDone: (done: T) => void) => ReactNode;
}

/** A tab of cards that are decided in place: the last results at the top, then the waiting cards. */
function CardTab<T extends { id: string }>({
  queue,
  query,
  connection,
  label,
  empty,
  resultOf,
  card,
}: CardTabProps<T>) {
  const [done, setDone] = useState<T[]>([]);
  const { search } = useQueueView();
  return (
    <QueueItems queue={queue} ids={connection?.edges.map(({ node }) => node.id) ?? []}>
      <QueueBar queue={queue} />
      <Results label={label} results={done.map(resultOf)} />
      <Desk queue={queue}>
        <ConnectionList
          connection={connection}
          error={query.error}
          refetch={query.refetch}
          fetchMore={query.fetchMore}
          pageSize={CARD_PAGE}
          name={false}
          skeleton={<SkeletonText lines={8} />}
          empty={
            search ? (
              <NothingFound search={search} />
            ) : (
              <EmptyState title={empty.title} actions={<LinkButton to="/review">{empty.action}</LinkButton>}>
                {empty.text}
              </EmptyState>
            )
          }
          container={(items) => <div className="stack">{items}</div>}
        >
          {(node) => card(node, (one) => setDone((before) => [one, ...before]))}
        </ConnectionList>
      </Desk>
    </QueueItems>
  );
}

/** The query options of every tab. The cards of the last search stay while the next ones load. */
function useDeskOptions() {
  return { variables: { ...useQueueView(), first: CARD_PAGE }, fetchPolicy: 'cache-and-network' as const };
}

export function ObjectionsTab() {
  const query = useQuery(ObjectionQueueDocument, useDeskOptions());
  const { t } = useTranslation('review');
  return (
    <CardTab<ObjectionToAnswerFragment>
      queue="objections"
      query={query}
      connection={(query.data ?? query.previousData)?.objectionQueue}
      label={t('objection.list')}
      empty={{ title: t('objection.empty'), text: t('objection.emptyText'), action: t('objection.seeProjects') }}
      resultOf={(one) => ({
        id: one.id,
        text: t('objection.done', {
          title: one.project.title,
          outcome: one.outcome ? t(`terms:objectionOutcome.${one.outcome}`) : '',
        }),
      })}
      card={(objection, onDone) => <ObjectionCard objection={objection} onAnswered={onDone} />}
    />
  );
}

export function MeasurementsTab() {
  const query = useQuery(MeasurementQueueDocument, useDeskOptions());
  const { t } = useTranslation('review');
  const number = new Intl.NumberFormat(useLanguage(), { maximumFractionDigits: 2 });
  return (
    <CardTab<MeasurementToVerifyFragment>
      queue="measurements"
      query={query}
      connection={(query.data ?? query.previousData)?.measurementQueue}
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

export function StagesTab() {
  const query = useQuery(MilestoneQueueDocument, useDeskOptions());
  const { t } = useTranslation('stages');
  return (
    <CardTab<StageToReviewFragment>
      queue="stages"
      query={query}
      connection={(query.data ?? query.previousData)?.milestoneQueue}
      label={t('review.list')}
      empty={{ title: t('review.empty'), text: t('review.emptyText'), action: t('review.seeProjects') }}
      resultOf={(one) => ({
        id: one.id,
        text: t(one.status === 'RETURNED' ? 'review.returned' : 'review.verified', {
          title: one.title,
          project: one.project.title,
        }),
        waiting: one.status === 'RETURNED',
      })}
      card={(stage, onDone) => <StageCard stage={stage} onDecided={onDone} />}
    />
  );
}

export function QuestionsTab() {
  const query = useQuery(QuestionQueueDocument, useDeskOptions());
  const { t } = useTranslation('questions');
  return (
    <CardTab<QuestionToModerateFragment>
      queue="questions"
      query={query}
      connection={(query.data ?? query.previousData)?.questionQueue}
      label={t('desk.list')}
      empty={{ title: t('desk.none'), text: t('desk.noneText'), action: t('review:objection.seeProjects') }}
      resultOf={(one) => ({ id: one.id, text: t('desk.hidden', { title: one.project.title }) })}
      card={(question, onDone) => <QuestionCard question={question} onHidden={onDone} />}
    />
  );
}
