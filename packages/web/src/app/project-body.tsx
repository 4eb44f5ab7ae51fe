import type { ProjectWholeFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { DisclosureSection } from '../features/disclosure/disclosure-section';
import { AllGifts } from '../features/projects/all-gifts';
import { FundStatementView } from '../features/projects/fund';
import { GiftList } from '../features/projects/gift-list';
import { ProjectHistory } from '../features/projects/history';
import { IndicatorList } from '../features/projects/indicator-list';
import { MilestoneLine } from '../features/projects/milestone-line';
import { PublicNotice } from '../features/projects/notice';
import { ShareStage } from '../features/projects/share-button';
import { SponsorWall } from '../features/projects/sponsor-wall';
import QuestionsSection from '../features/questions/questions-section';
import { ProjectRefundsView } from '../features/refunds/project-refunds';
import GallerySection from '../features/updates/gallery-section';
import NewsSection from '../features/updates/news-section';
import { StageFacts } from '../features/stages/stage-facts';
import { endedBelowGoal, isOver } from '../lib/ended-below';
import { LiveMark } from '../ui/live-mark';
import { inKit } from '../ui/in-kit';
import { Markdown } from '../ui/served-markdown';
import { Section } from '../ui/page';
import { EmptyState } from '../ui/states';
import styles from '../features/projects/projects.module.css';

const StopProject = inKit(() => import('../features/projects/stop-project'));

/** The page of a project below its first screen. A feature draws each section; this is their order. */
export default function ProjectBody({ project }: { project: ProjectWholeFragment }) {
  const { t } = useTranslation('projects');
  const gifts = project.newest.edges.map(({ node }) => node);
  // A completed project begins with what came of it.
  const results = (
    <Section title={t('indicators.title')}>
      <p className="quiet measure">{t('indicators.lead')}</p>
      {project.indicators.length > 0 ? (
        <IndicatorList indicators={project.indicators} />
      ) : (
        <p className="quiet">{t('indicators.noneSet')}</p>
      )}
    </Section>
  );

  return (
    <>
      {project.demoNote && (
        <p className={`small ${styles.demoNote}`}>
          <span className="strong">{t('demoNote')}</span> {project.demoNote}
        </p>
      )}
      {project.status === 'COMPLETED' && results}
      <Section title={t('story')}>
        <Markdown>{project.story}</Markdown>
      </Section>
      <Section title={t('milestones.title')}>
        <p className="quiet measure">{t('milestones.lead')}</p>
        <MilestoneLine
          milestones={project.milestones}
          raised={project.progress.raised}
          endedBelow={endedBelowGoal(project)}
        >
          {(stage) => (
            <StageFacts
              stage={stage}
              projectStatus={project.status}
              share={<ShareStage project={project} stage={stage} />}
            />
          )}
        </MilestoneLine>
      </Section>
      <Section title={t('fund.title')} aside={<Link to={`/projects/${project.slug}/books`}>{t('fund.books')}</Link>}>
        <FundStatementView fund={project.fund} />
      </Section>
      <ProjectRefundsView project={project} />
      {project.status !== 'COMPLETED' && results}
      <Section title={t('gifts.title')} aside={!isOver(project) && <LiveMark silent />} id="gifts">
        {gifts.length > 0 ? (
          <AllGifts
            projectId={project.id}
            total={project.newest.totalCount}
            newest={<GiftList gifts={gifts} />}
            shownFirst={gifts.length}
          />
        ) : (
          <EmptyState title={t('gifts.none')}>
            {t(
              project.viewerActions.includes('PLEDGE')
                ? 'gifts.beFirst'
                : project.status === 'CANCELLED'
                  ? 'gifts.ended'
                  : 'gifts.notYet',
            )}
          </EmptyState>
        )}
      </Section>
      {project.sponsors.length > 0 && (
        <Section title={t('sponsors.title')}>
          <SponsorWall sponsors={project.sponsors} />
        </Section>
      )}
      <NewsSection projectId={project.id} />
      <GallerySection projectId={project.id} />
      <QuestionsSection projectId={project.id} />
      <DisclosureSection projectId={project.id} />
      <Section title={t('notice.title')} id="notice">
        <PublicNotice
          project={project}
          objections={project.objections}
          mayObject={project.viewerActions.includes('OBJECT')}
        />
      </Section>
      <Section title={t('history.title')}>
        <ProjectHistory history={project.history} />
      </Section>
      {project.viewerActions.includes('STOP') && <StopProject projectId={project.id} />}
    </>
  );
}
