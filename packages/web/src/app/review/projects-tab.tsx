import type { ReviewQueueQuery } from '@hongchuang/schema';
import { Segmented } from 'antd';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useNavigate } from 'react-router';
import type { DecisionPanelHandle } from '../../features/review/decision-panel';
import { ReviewQueueItem, ReviewQueueSkeleton } from '../../features/review/review-queue';
import styles from '../../features/review/review.module.css';
import { decisions, useDecisions } from '../../features/review/use-decisions';
import { useMediaQuery } from '../../lib/browser';
import { useKeptFocus } from '../../lib/keep-focus';
import { KeyQueue } from '../../lib/key-queue';
import { useQueueView } from '../../lib/queue-view';
import { useShortcuts } from '../../lib/shortcuts';
import { useClaim } from '../../lib/use-claim';
import { ConnectionList } from '../../ui/connection-list';
import { LinkButton } from '../../ui/link-button';
import { QueueBar } from '../../ui/queue-bar';
import { NothingFound } from '../../ui/queue-desk';
import { QueueItems } from '../../ui/queue-items';
import { EmptyState, PageSkeleton } from '../../ui/states';
import type { TabQuery } from './card-tabs';
import { OpenProject } from './open-project';

export const QUEUE_PAGE = 30;

const isHeld = (id: string): boolean =>
  decisions.snapshot().some((one) => one.projectId === id && one.state !== 'failed');
const linkTo = (id: string) => document.querySelector<HTMLElement>(`[data-project="${CSS.escape(id)}"]`);

/** The queue, the document and the decision side by side; on a narrow screen one after the other. */
export function ProjectsTab({ queue, projectId }: { queue: TabQuery<ReviewQueueQuery>; projectId?: string }) {
  const { t } = useTranslation('review');
  const held = useDecisions();
  const onePane = useMediaQuery('(max-width: 1179px)');
  const [side, setSide] = useState<'document' | 'decision'>('document');
  const root = useRef<HTMLDivElement>(null);
  useKeptFocus(root);
  const { search } = useQueueView();
  useClaim('projects', projectId);
  const connection = (queue.data ?? queue.previousData)?.reviewQueue;
  const ids = useMemo(() => connection?.edges.map(({ node }) => node.id) ?? [], [connection]);
  const { open, keys, panel, drop, settled, afterSubmit } = useDeskKeys(projectId, setSide);

  const move = (step: 1 | -1) => () =>
    afterSubmit(() => {
      const from = open.at();
      const at = from ? ids.indexOf(from) : -1;
      open.go(ids[at === -1 ? (step === 1 ? 0 : ids.length - 1) : at + step]);
    });
  // Wide screens open the first project by themselves; on a phone the queue is a page of its own.
  const first = ids.find((id) => !isHeld(id));
  const navigate = useNavigate();
  const { key, state, search: address } = useLocation();
  useEffect(() => {
    if (!onePane && !projectId && first) void navigate(`/review/${first}${address}`, { replace: true });
  }, [onePane, projectId, first, address, navigate]);
  useEffect(() => {
    if (projectId) linkTo(projectId)?.scrollIntoView({ block: 'nearest' });
  }, [projectId]);
  useShortcuts({ ...keys, j: move(1), k: move(-1) });

  // On a narrow screen a decision leads back to the queue, to the next project.
  const nextInList = (state as { next?: string } | null)?.next;
  useEffect(() => {
    if (projectId || nextInList === undefined) return;
    (linkTo(nextInList) ?? root.current)?.focus();
  }, [key, projectId, nextInList]);

  const onHeld = () => {
    settled(true);
    const from = open.at();
    const at = from ? ids.indexOf(from) : -1;
    const undecided = (id: string) => id !== from && !isHeld(id);
    const next = ids.slice(at + 1).find(undecided) ?? ids.find(undecided);
    // Keys that were pressed for a next project are dropped when there is none.
    if (!next || onePane) settled(false);
    if (onePane) void navigate(`/review${address}`, { state: { next: next ?? '' } });
    else open.go(next ?? from);
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
        search ? (
          <NothingFound search={search} />
        ) : (
          <EmptyState
            title={t('queue.empty')}
            actions={<LinkButton to="/review?tab=objections">{t('queue.seeObjections')}</LinkButton>}
          >
            {t('queue.emptyText')}
          </EmptyState>
        )
      }
      container={(items) => (
        <ul className={styles.queueList} aria-label={t('queue.label')}>
          {items}
        </ul>
      )}
    >
      {(project) => (
        <ReviewQueueItem
          project={project}
          current={project.id === projectId}
          held={held.find((one) => one.projectId === project.id)}
        />
      )}
    </ConnectionList>
  );

  const one = projectId && (
    <OpenProject
      id={projectId}
      side={onePane ? side : undefined}
      panel={panel}
      onHeld={onHeld}
      onIncomplete={() => settled(false)}
      onClosed={drop}
    />
  );
  let shown = list;
  if (onePane && projectId) {
    shown = (
      <div>
        <Link to={`/review${address}`} className={styles.back}>
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
        {one}
      </div>
    );
    // When nothing waits and nothing is open, one message replaces three empty panes.
  } else if (!onePane && (projectId || (connection?.totalCount !== 0 && !queue.error))) {
    shown = (
      <div className={styles.desk}>
        <div className={styles.pane}>{list}</div>
        {one || (
          <div className={styles.middle}>
            <PageSkeleton />
          </div>
        )}
      </div>
    );
  }
  return (
    <QueueItems queue="projects" ids={ids}>
      <QueueBar queue="projects" />
      <div ref={root} tabIndex={-1} style={{ outline: 'none' }}>
        {shown}
      </div>
    </QueueItems>
  );
}

/**
 * The letter keys of the desk. They apply to the project that was opened last. While its document loads, the keys are
 * kept until its panel is shown. J and K also move from the project that was opened last, not from the one that is
 * drawn.
 */
function useDeskKeys(projectId: string | undefined, setSide: (side: 'document' | 'decision') => void) {
  const navigate = useNavigate();
  const { search: address } = useLocation();
  const target = useRef(projectId);
  const handle = useRef<DecisionPanelHandle | null>(null);
  const queue = useRef(new KeyQueue());
  /**
   * True while the form is checked, before its decision is held. Keys that are pressed meanwhile are for the next
   * project.
   */
  const submitting = useRef(false);
  const asked = useRef<string[]>([]);
  /** The project that turned out to be closed. A key that is kept for it would apply to the next project. */
  const closed = useRef<string | undefined>(undefined);
  useEffect(() => {
    const at = projectId ? asked.current.indexOf(projectId) : -1;
    asked.current = at === -1 ? [] : asked.current.slice(at + 1);
    // While further addresses are expected, this one is only a step on the way, so it does not change the target.
    if (asked.current.length === 0) target.current = projectId;
  }, [projectId]);

  const panel = useCallback((next: DecisionPanelHandle | null) => {
    handle.current = next;
    if (next) closed.current = undefined;
    if (!submitting.current && next?.projectId === target.current) queue.current.goOn();
  }, []);
  const drop = useCallback(() => {
    if (asked.current.length > 0) return;
    closed.current = target.current;
    queue.current.drop();
  }, []);

  const go = (id: string | undefined) => {
    if (!id) return;
    setSide('document');
    if (id !== target.current) asked.current.push(id);
    target.current = id;
    void navigate(`/review/${id}${address}`, { state: { focus: id } });
  };
  const press = (run: (panel: DecisionPanelHandle) => void) => () => {
    if (!target.current || closed.current === target.current) return;
    setSide('decision');
    if (handle.current?.projectId !== target.current) queue.current.wait();
    queue.current.press(() => {
      if (handle.current) run(handle.current);
    });
  };
  const submit = press((it) => {
    submitting.current = true;
    queue.current.wait();
    it.submit();
  });
  const send = useRef(submit);
  send.current = submit;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.defaultPrevented) send.current();
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, []);

  return {
    open: { at: () => target.current, go },
    keys: {
      a: press((it) => it.choose('APPROVE')),
      r: press((it) => it.choose('REJECT')),
      c: press((it) => it.choose('REQUEST_CHANGES')),
      ...Object.fromEntries(
        [1, 2, 3, 4, 5, 6].map((number) => [String(number), press((it) => it.toggleReason(number - 1))]),
      ),
    },
    panel,
    drop,
    afterSubmit: (run: () => void) => (submitting.current ? queue.current.press(run) : run()),
    settled(held: boolean) {
      submitting.current = false;
      if (!held) queue.current.drop();
    },
  };
}
