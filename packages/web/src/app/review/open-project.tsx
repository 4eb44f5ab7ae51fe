import { useQuery } from '@apollo/client/react';
import { ReviewProjectDocument } from '@hongchuang/schema';
import { type Ref, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { DecisionPanel, type DecisionPanelHandle } from '../../features/review/decision-panel';
import { ReviewDocument } from '../../features/review/review-document';
import styles from '../../features/review/review.module.css';
import { LinkButton } from '../../ui/link-button';
import { EmptyState, ErrorState, PageSkeleton, SkeletonText } from '../../ui/states';

interface OpenProjectProps {
  id: string;
  /** The one of the two sides that narrow screens show. */
  side?: 'document' | 'decision';
  panel: Ref<DecisionPanelHandle>;
  onHeld: () => void;
  onIncomplete: () => void;
  /** Called when there is nothing to decide: the project is gone, closed, or of the reviewer's own unit. */
  onClosed: () => void;
}

/** The document of one project and the decision about it. */
export function OpenProject({ id, side, panel, onHeld, onIncomplete, onClosed }: OpenProjectProps) {
  const { t } = useTranslation('review');
  const { data, error, refetch } = useQuery(ReviewProjectDocument, {
    variables: { id },
    fetchPolicy: 'cache-and-network',
  });
  const project = data?.project;
  const pane = useRef<HTMLDivElement>(null);
  const { key, state } = useLocation();
  const isGoneTo = (state as { focus?: string } | null)?.focus === id;
  useEffect(() => {
    // After a decision, an undo, J or K the focus moves here, so that reading goes on and the next key is received.
    if (isGoneTo) pane.current?.focus({ preventScroll: true });
  }, [key, isGoneTo]);
  const closed =
    project === null ||
    (project !== undefined && !project.viewerActions.includes('REVIEW')) ||
    (project === undefined && error !== undefined);
  useEffect(() => {
    if (closed) onClosed();
  });
  if (project === null) {
    return (
      <div ref={pane} tabIndex={-1} className={styles.middle}>
        <EmptyState title={t('document.gone')} actions={<LinkButton to="/review">{t('queue.back')}</LinkButton>}>
          {t('document.goneText')}
        </EmptyState>
      </div>
    );
  }
  if (!project && error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return (
    <>
      {side !== 'decision' && (
        <div className={styles.middle} ref={pane} tabIndex={-1} data-item={id}>
          {project ? <ReviewDocument project={project} /> : <PageSkeleton />}
        </div>
      )}
      {side !== 'document' && (
        <div className={styles.pane}>
          {project ? (
            <DecisionPanel project={project} handle={panel} onHeld={onHeld} onIncomplete={onIncomplete} />
          ) : (
            <SkeletonText lines={6} />
          )}
        </div>
      )}
    </>
  );
}
