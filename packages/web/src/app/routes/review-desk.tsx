import { useQuery } from '@apollo/client/react';
import { DisclosureQueueDocument, MeasurementQueueDocument, MilestoneQueueDocument, ObjectionQueueDocument, ReviewQueueDocument } from '@hongchuang/schema';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { LateReports } from '../../features/disclosure/late-reports';
import { type DeskTab, DeskTabs } from '../../features/review/desk-tabs';
import { HeldDecisions } from '../../features/review/held-decisions';
import styles from '../../features/review/review.module.css';
import { ShortcutsHelp } from '../../features/review/shortcuts-help';
import { decisions, useDecisions } from '../../features/review/use-decisions';
import { usePhone } from '../../lib/browser';
import { useShortcuts } from '../../lib/shortcuts';
import { useFreshPage } from '../../lib/use-fresh-page';
import { Desk } from '../../ui/desk';
import { Page, PageTitle } from '../../ui/page';
import { CARD_PAGE, MeasurementsTab, ObjectionsTab, StagesTab } from '../review/card-tabs';
import { ProjectsTab, QUEUE_PAGE } from '../review/projects-tab';

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

  const reopen = (id: string) => void navigate(`/review/${id}`, { state: { focus: id } });
  useShortcuts({
    '?': () => setHelpOpen((open) => !open),
    u: () => {
      const last = decisions.snapshot().filter((one) => one.state === 'held').pop();
      if (last && decisions.undo(last.projectId)) reopen(last.projectId);
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
