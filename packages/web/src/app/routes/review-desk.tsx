import { useQuery } from '@apollo/client/react';
import {
  DisclosureQueueDocument,
  MeasurementQueueDocument,
  type MeasurementQueueQuery,
  type MeasurementToVerifyFragment,
  MilestoneQueueDocument,
  type MilestoneQueueQuery,
  ObjectionQueueDocument,
  type ObjectionQueueQuery,
  type ObjectionToAnswerFragment,
  ReviewProjectDocument,
  ReviewQueueDocument,
  type ReviewQueueQuery,
  type StageToReviewFragment,
} from '@hongchuang/schema';
import { Button, Segmented } from 'antd';
import { type Ref, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { LateReports } from '../../features/disclosure/late-reports';
import { DecisionPanel, type DecisionPanelHandle } from '../../features/review/decision-panel';
import { type DeskTab, DeskTabs } from '../../features/review/desk-tabs';
import { HeldDecisions } from '../../features/review/held-decisions';
import { MeasurementCard } from '../../features/review/measurement-card';
import { ObjectionCard } from '../../features/review/objection-card';
import { ReviewDocument } from '../../features/review/review-document';
import { ReviewQueueItem, ReviewQueueSkeleton } from '../../features/review/review-queue';
import styles from '../../features/review/review.module.css';
import { ShortcutsHelp } from '../../features/review/shortcuts-help';
import { decisions, useDecisions } from '../../features/review/use-decisions';
import { Results as StageResults } from '../../features/stages/results';
import { StageCard } from '../../features/stages/stage-card';
import { useFreshPage } from '../../lib/use-fresh-page';
import { useMediaQuery, usePhone } from '../../lib/browser';
import { useLanguage } from '../../lib/i18n';
import { useShortcuts } from '../../lib/shortcuts';
import { ConnectionList } from '../../ui/connection-list';
import { LinkButton } from '../../ui/link-button';
import type { LoadMoreProps } from '../../ui/load-more';
import { Page, PageTitle } from '../../ui/page';
import { EmptyState, ErrorState, PageSkeleton, SkeletonText } from '../../ui/states';

/** What a tab needs of useQuery. */
interface Asked<T> {
  data?: T;
  error?: unknown;
  refetch: () => Promise<unknown>;
  fetchMore: LoadMoreProps['fetchMore'];
}

const QUEUE_PAGE = 30;
const CARD_PAGE = 10;

/** The desk with its lists. The open project is in the address, so that j and k do not lose the back button. */
export function ReviewDesk({ tab, projectId }: { tab: DeskTab; projectId?: string }) {
  const { t } = useTranslation('review');
  const [helpOpen, setHelpOpen] = useState(false);
  const held = useDecisions();
  const phone = usePhone();
  const navigate = useNavigate();
  // All at once: the tabs say how much waits in each.
  const queue = useQuery(ReviewQueueDocument, { variables: { first: QUEUE_PAGE }, fetchPolicy: 'cache-and-network' });
  const objections = useQuery(ObjectionQueueDocument, { variables: { first: CARD_PAGE }, fetchPolicy: 'cache-and-network' });
  const measurements = useQuery(MeasurementQueueDocument, { variables: { first: CARD_PAGE }, fetchPolicy: 'cache-and-network' });
  const stages = useQuery(MilestoneQueueDocument, { variables: { first: CARD_PAGE }, fetchPolicy: 'cache-and-network' });
  const late = useQuery(DisclosureQueueDocument, { variables: { filter: {}, first: 1 }, fetchPolicy: 'cache-and-network' });
  useFreshPage(tab);

  useShortcuts({
    '?': () => setHelpOpen((open) => !open),
    u: () => {
      const last = held.filter((one) => one.state === 'held').pop();
      if (last && decisions.undo(last.projectId)) void navigate(`/review/${last.projectId}`);
    },
  });

  return (
    <Page className={styles.page}>
      <PageTitle title={t('title')} lead={t(tab === 'milestones' ? 'stages:review.lead' : 'lead')} actions={!phone && <Button onClick={() => setHelpOpen(true)}>{t('keys.show')}</Button>} />
      <DeskTabs
        current={tab}
        totals={{
          projects: queue.data?.reviewQueue.totalCount,
          objections: objections.data?.objectionQueue.totalCount,
          measurements: measurements.data?.measurementQueue.totalCount,
          milestones: stages.data?.milestoneQueue.totalCount,
          disclosure: late.data?.disclosureQueue.totalCount,
        }}
      />
      {tab === 'projects' && <ProjectsTab queue={queue} projectId={projectId} />}
      {tab === 'objections' && <ObjectionsTab query={objections} />}
      {tab === 'measurements' && <MeasurementsTab query={measurements} />}
      {tab === 'milestones' && <StagesTab query={stages} />}
      {tab === 'disclosure' && <LateReports />}
      <HeldDecisions held={held} onUndo={(id) => void navigate(`/review/${id}`)} />
      <ShortcutsHelp open={helpOpen} onClose={() => setHelpOpen(false)} />
    </Page>
  );
}

function ProjectsTab({ queue, projectId }: { queue: Asked<ReviewQueueQuery>; projectId?: string }) {
  const { t } = useTranslation('review');
  const held = useDecisions();
  const navigate = useNavigate();
  const onePane = useMediaQuery('(max-width: 1179px)');
  const [side, setSide] = useState<'document' | 'decision'>('document');
  const panel = useRef<DecisionPanelHandle>(null);
  const middle = useRef<HTMLDivElement>(null);
  const connection = queue.data?.reviewQueue;
  const ids = useMemo(() => connection?.edges.map(({ node }) => node.id) ?? [], [connection]);
  const isHeld = (id: string) => held.some((one) => one.projectId === id && one.state !== 'failed');

  const open = (id: string | undefined, replace = false) => {
    setSide('document');
    if (id) void navigate(`/review/${id}`, { replace, preventScrollReset: false });
  };
  const move = (step: 1 | -1) => {
    const at = projectId ? ids.indexOf(projectId) : -1;
    const next = ids[at === -1 ? (step === 1 ? 0 : ids.length - 1) : at + step];
    open(next);
  };
  // Wide screens open the first one by themselves; on a phone the queue is a page of its own.
  const first = ids.find((id) => !isHeld(id));
  useEffect(() => {
    if (!onePane && !projectId && first) void navigate(`/review/${first}`, { replace: true });
  }, [onePane, projectId, first, navigate]);
  useEffect(() => {
    if (projectId) document.querySelector(`[data-project="${CSS.escape(projectId)}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [projectId]);

  const key = (run: (handle: DecisionPanelHandle) => void) => () => {
    setSide('decision');
    // On a narrow screen the panel has yet to be drawn.
    setTimeout(() => panel.current && run(panel.current), 0);
  };
  useShortcuts({
    j: () => move(1),
    k: () => move(-1),
    a: projectId ? key((handle) => handle.choose('APPROVE')) : undefined,
    r: projectId ? key((handle) => handle.choose('REJECT')) : undefined,
    c: projectId ? key((handle) => handle.choose('REQUEST_CHANGES')) : undefined,
    ...Object.fromEntries([1, 2, 3, 4, 5, 6].map((number) => [String(number), () => panel.current?.toggleReason(number - 1)])),
  });
  useEffect(() => {
    const send = (event: KeyboardEvent) => {
      // Inside the form its own handler answers.
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.defaultPrevented) panel.current?.submit();
    };
    addEventListener('keydown', send);
    return () => removeEventListener('keydown', send);
  }, []);

  const onHeld = () => {
    const at = projectId ? ids.indexOf(projectId) : -1;
    const undecided = (id: string) => id !== projectId && !isHeld(id);
    const next = ids.slice(at + 1).find(undecided) ?? ids.find(undecided);
    if (next && !onePane) {
      open(next);
      middle.current?.focus({ preventScroll: true });
    } else if (onePane) {
      void navigate('/review');
    }
  };

  const list = (
    <ConnectionList
      connection={connection}
      error={queue.error}
      refetch={queue.refetch}
      fetchMore={queue.fetchMore}
      pageSize={QUEUE_PAGE}
      name={false}
      skeleton={<ReviewQueueSkeleton />}
      empty={
        <EmptyState title={t('queue.empty')} actions={<LinkButton to="/review?tab=objections">{t('queue.seeObjections')}</LinkButton>}>
          {t('queue.emptyText')}
        </EmptyState>
      }
      container={(items) => (
        <ul className={styles.queueList} aria-label={t('queue.label')}>
          {items}
        </ul>
      )}
    >
      {(project) => <ReviewQueueItem project={project} current={project.id === projectId} held={held.find((one) => one.projectId === project.id)} />}
    </ConnectionList>
  );

  if (onePane) {
    if (!projectId) return list;
    return (
      <div>
        <Link to="/review" className={styles.back}>
          {t('queue.back')}
        </Link>
        <div className={styles.switch}>
          <Segmented<'document' | 'decision'>
            block
            aria-label={t('panes.label')}
            value={side}
            onChange={setSide}
            options={[
              { value: 'document', label: t('panes.document') },
              { value: 'decision', label: t('panes.decision') },
            ]}
          />
        </div>
        <OpenProject id={projectId} side={side} panel={panel} onHeld={onHeld} />
      </div>
    );
  }
  // Nothing waits and nothing is open: one calm page instead of three empty panes.
  if (!projectId && (connection?.totalCount === 0 || queue.error)) return list;
  return (
    <div className={styles.desk}>
      <div className={styles.pane}>{list}</div>
      {projectId ? (
        <OpenProject id={projectId} panel={panel} onHeld={onHeld} middle={middle} />
      ) : (
        <div className={styles.middle}>
          <PageSkeleton />
        </div>
      )}
    </div>
  );
}

interface OpenProjectProps {
  id: string;
  /** On narrow screens one of the two. */
  side?: 'document' | 'decision';
  panel: Ref<DecisionPanelHandle>;
  middle?: Ref<HTMLDivElement>;
  onHeld: () => void;
}

function OpenProject({ id, side, panel, middle, onHeld }: OpenProjectProps) {
  const { t } = useTranslation('review');
  const { data, error, refetch } = useQuery(ReviewProjectDocument, { variables: { id }, fetchPolicy: 'cache-and-network' });
  const project = data?.project;
  if (project === null) {
    return (
      <EmptyState title={t('document.gone')} actions={<LinkButton to="/review">{t('queue.back')}</LinkButton>}>
        {t('document.goneText')}
      </EmptyState>
    );
  }
  if (!project && error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return (
    <>
      {side !== 'decision' && (
        <div className={styles.middle} ref={middle} tabIndex={-1}>
          {project ? <ReviewDocument project={project} /> : <PageSkeleton />}
        </div>
      )}
      {side !== 'document' && <div className={styles.pane}>{project ? <DecisionPanel project={project} handle={panel} onHeld={onHeld} /> : <SkeletonText lines={6} />}</div>}
    </>
  );
}

function ObjectionsTab({ query }: { query: Asked<ObjectionQueueQuery> }) {
  const { t } = useTranslation('review');
  const [answered, setAnswered] = useState<ObjectionToAnswerFragment[]>([]);
  return (
    <>
      <Results
        label={t('objection.list')}
        lines={answered.map((one) => ({ id: one.id, text: t('objection.done', { title: one.project.title, outcome: one.outcome ? t(`terms:objectionOutcome.${one.outcome}`) : '' }) }))}
      />
      <ConnectionList
        connection={query.data?.objectionQueue}
        error={query.error}
        refetch={query.refetch}
        fetchMore={query.fetchMore}
        pageSize={CARD_PAGE}
        name={false}
        skeleton={<SkeletonText lines={8} />}
        empty={
          <EmptyState title={t('objection.empty')} actions={<LinkButton to="/review">{t('objection.seeProjects')}</LinkButton>}>
            {t('objection.emptyText')}
          </EmptyState>
        }
        container={(items) => <div className="stack">{items}</div>}
      >
        {(objection) => <ObjectionCard objection={objection} onAnswered={(one) => setAnswered((before) => [one, ...before])} />}
      </ConnectionList>
    </>
  );
}

function MeasurementsTab({ query }: { query: Asked<MeasurementQueueQuery> }) {
  const { t } = useTranslation('review');
  const language = useLanguage();
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
  const [handled, setHandled] = useState<MeasurementToVerifyFragment[]>([]);
  return (
    <>
      <Results
        label={t('measurement.list')}
        lines={handled.map((one) => ({
          id: one.id,
          text: t(one.status === 'VERIFIED' ? 'measurement.accepted' : 'measurement.rejected', {
            name: one.indicator.name,
            value: number.format(one.value),
            unit: one.indicator.unit,
            project: one.project.title,
          }),
        }))}
      />
      <ConnectionList
        connection={query.data?.measurementQueue}
        error={query.error}
        refetch={query.refetch}
        fetchMore={query.fetchMore}
        pageSize={CARD_PAGE}
        name={false}
        skeleton={<SkeletonText lines={8} />}
        empty={
          <EmptyState title={t('measurement.empty')} actions={<LinkButton to="/review">{t('objection.seeProjects')}</LinkButton>}>
            {t('measurement.emptyText')}
          </EmptyState>
        }
        container={(items) => <div className="stack">{items}</div>}
      >
        {(measurement) => <MeasurementCard measurement={measurement} onHandled={(one) => setHandled((before) => [one, ...before])} />}
      </ConnectionList>
    </>
  );
}

function StagesTab({ query }: { query: Asked<MilestoneQueueQuery> }) {
  const { t } = useTranslation('stages');
  const [decided, setDecided] = useState<StageToReviewFragment[]>([]);
  return (
    <>
      <StageResults
        label={t('review.list')}
        results={decided.map((one) => ({ id: one.id, text: t(one.status === 'RETURNED' ? 'review.returned' : 'review.verified', { title: one.title, project: one.project.title }), waiting: one.status === 'RETURNED' }))}
      />
      <ConnectionList
        connection={query.data?.milestoneQueue}
        error={query.error}
        refetch={query.refetch}
        fetchMore={query.fetchMore}
        pageSize={CARD_PAGE}
        name={false}
        skeleton={<SkeletonText lines={8} />}
        empty={
          <EmptyState title={t('review.empty')} actions={<LinkButton to="/review">{t('review.seeProjects')}</LinkButton>}>
            {t('review.emptyText')}
          </EmptyState>
        }
        container={(items) => <div className="stack">{items}</div>}
      >
        {(stage) => <StageCard stage={stage} onDecided={(one) => setDecided((before) => [one, ...before])} />}
      </ConnectionList>
    </>
  );
}

/** What was done here, newest first: a result must not vanish with the row it was about. */
function Results({ label, lines }: { label: string; lines: readonly { id: string; text: string }[] }) {
  return (
    <div role="status" aria-label={label}>
      {lines.length > 0 && (
        <ul className={styles.results}>
          {lines.slice(0, 5).map((line) => (
            <li key={line.id} className={styles.result}>
              {line.text}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
