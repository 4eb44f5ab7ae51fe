import { useQuery } from '@apollo/client/react';
import { ReviewQueueDocument } from '@hongchuang/schema';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import { LateReports } from '../../features/disclosure/late-reports';
import { type DeskTab, DeskTabs, QUEUE_OF } from '../../features/review/desk-tabs';
import { HeldDecisions } from '../../features/review/held-decisions';
import styles from '../../features/review/review.module.css';
import { ShortcutsHelp } from '../../features/review/shortcuts-help';
import { decisions, useDecisions } from '../../features/review/use-decisions';
import { usePhone } from '../../lib/browser';
import { useQueueTopics, useQueueView } from '../../lib/queue-view';
import { useShortcuts } from '../../lib/shortcuts';
import { useLivePage } from '../../lib/use-live-page';
import { Desk } from '../../ui/desk';
import { Page, PageTitle } from '../../ui/page';
import { MeasurementsTab, ObjectionsTab, QuestionsTab, StagesTab } from '../review/card-tabs';
import { ProjectsTab, QUEUE_PAGE } from '../review/projects-tab';

/** The desk with its lists. The open project is in the address, so that the back button works with J and K. */
export function ReviewDesk({ tab, projectId }: { tab: DeskTab; projectId?: string }) {
  const { t } = useTranslation('review');
  const [helpOpen, setHelpOpen] = useState(false);
  const held = useDecisions();
  const phone = usePhone();
  const navigate = useNavigate();
  const view = useQueueView();
  const queue = useQuery(ReviewQueueDocument, {
    variables: { ...view, first: QUEUE_PAGE },
    skip: tab !== 'projects',
    fetchPolicy: 'cache-and-network',
  });
  const { search } = useLocation();
  useLivePage(useQueueTopics(QUEUE_OF[tab]), tab);

  const reopen = (id: string) => void navigate(`/review/${id}${search}`, { state: { focus: id } });
  useShortcuts({
    '?': () => setHelpOpen((open) => !open),
    u: () => {
      const last = decisions
        .snapshot()
        .filter((one) => one.state === 'held')
        .pop();
      if (last && decisions.undo(last.projectId)) reopen(last.projectId);
    },
  });

  return (
    <Page className={styles.page}>
      <PageTitle
        live
        title={t('title')}
        lead={t(tab === 'milestones' ? 'stages:review.lead' : 'lead')}
        actions={!phone && <Button onClick={() => setHelpOpen(true)}>{t('keys.show')}</Button>}
      />
      <DeskTabs current={tab} />
      {tab === 'projects' && <ProjectsTab queue={queue} projectId={projectId} />}
      {tab === 'objections' && <ObjectionsTab />}
      {tab === 'measurements' && <MeasurementsTab />}
      {tab === 'milestones' && <StagesTab />}
      {tab === 'questions' && <QuestionsTab />}
      {tab === 'disclosure' && (
        <Desk>
          <LateReports />
        </Desk>
      )}
      <HeldDecisions held={held} onUndo={reopen} />
      <ShortcutsHelp open={helpOpen} onClose={() => setHelpOpen(false)} />
    </Page>
  );
}
