import { useQuery } from '@apollo/client/react';
import { GivePageDocument, type GiveProjectFragment } from '@hongchuang/schema';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { GiveForm } from '../../features/giving/give-form';
import { limitsOf, pledgeScope } from '../../features/giving/plan';
import { RoomNote } from '../../features/giving/room-note';
import { MatchPreviewNote } from '../../features/matching/match-preview';
import { GiftList } from '../../features/projects/gift-list';
import { ProjectProgressBar, useLiveProgress } from '../../features/projects/progress';
import { nextStage } from '../../features/projects/stage-shares';
import { findUnsettled } from '../../lib/idempotency-key';
import { usePlatform } from '../../lib/platform';
import { useViewer } from '../../lib/viewer';
import { LinkButton } from '../../ui/link-button';
import { Page, PageTitle } from '../../ui/page';
import { EmptyState, ErrorState, PageSkeleton } from '../../ui/states';
import { VerifiedMark } from '../../ui/verified-mark';
import { Written } from '../../ui/written';

export function Component() {
  const { t } = useTranslation('giving');
  const { slug = '' } = useParams();
  // Every gift of others changes what may be given, so a cached answer alone is not enough.
  const { data, error, refetch } = useQuery(GivePageDocument, {
    variables: { slug },
    fetchPolicy: 'cache-and-network',
  });
  if (data?.project) return <Give project={data.project} refetch={refetch} />;
  return (
    <Page>
      {data ? (
        <>
          <PageTitle title={t('missing.title')} />
          <EmptyState
            title={t('missing.text')}
            actions={<LinkButton to="/projects">{t('closed.seeOthers')}</LinkButton>}
          />
        </>
      ) : error ? (
        <>
          <PageTitle title={t('app:title.give')} />
          <ErrorState error={error} onRetry={() => void refetch()} />
        </>
      ) : (
        <PageSkeleton />
      )}
    </Page>
  );
}

function Give({ project, refetch }: { project: GiveProjectFragment; refetch: () => Promise<unknown> }) {
  const { t } = useTranslation('giving');
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const [given, setGiven] = useState(false);
  const { platform } = usePlatform();
  const { viewer, loading } = useViewer();
  useLiveProgress(project.id);

  // When the live figures show a new status, the page asks again what may be done now.
  const { status } = project.progress;
  const shownStatus = useRef(status);
  useEffect(() => {
    if (shownStatus.current === status) return;
    shownStatus.current = status;
    void refetch().catch(() => undefined);
  }, [status, refetch]);

  if (!platform || loading) {
    return (
      <Page>
        <PageSkeleton />
      </Page>
    );
  }
  const limits = limitsOf(project, platform);
  const full = limits.room === 0;
  const open = project.viewerActions.includes('PLEDGE') && !full;
  // A gift in progress, or one whose answer was lost, is settled on this page even where it was the last that fitted. A
  // recorded gift keeps its form until its own page is shown.
  const unanswered = findUnsettled(pledgeScope(project.id, viewer?.id)) !== undefined;
  return (
    <Page>
      <PageTitle
        title={t('title', { title: project.title })}
        lead={
          <>
            {t('by')}
            <Link to={`/organizations/${project.organization.id}`}>
              <Written>{project.organization.name}</Written>
            </Link>{' '}
            {project.organization.verification === 'VERIFIED' && (
              <span style={{ display: 'inline-block', verticalAlign: '-2px' }}>
                <VerifiedMark />
              </span>
            )}
          </>
        }
      />
      <div className="stack" style={{ gap: 8, marginBottom: 24 }}>
        <ProjectProgressBar progress={project.progress} large />
        {open && <RoomNote project={project} room={limits.room} />}
        {project.demoNote && <p className="small quiet">{project.demoNote}</p>}
      </div>
      {open || unanswered || given ? (
        <GiveForm
          project={project}
          platform={platform}
          viewer={viewer}
          limits={limits}
          stage={nextStage(project.progress.raised, project.milestones)}
          fromCampaign={search.get('campaign')}
          matching={(fen, payment, campaignId) => (
            <MatchPreviewNote projectId={project.id} fen={fen} payment={payment} campaignId={campaignId} />
          )}
          preview={(gift) => <GiftList gifts={[gift]} />}
          onGiven={(pledge) => {
            setGiven(true);
            void navigate(`/pledges/${pledge.id}`);
          }}
        />
      ) : (
        <EmptyState
          title={t('closed.title')}
          actions={
            <>
              <LinkButton to={`/projects/${project.slug}`}>{t('closed.seeProject')}</LinkButton>
              <LinkButton to="/projects">{t('closed.seeOthers')}</LinkButton>
            </>
          }
        >
          {full && project.status === 'FUNDRAISING'
            ? t(project.progress.raised < project.goal ? 'closed.promised' : 'closed.full')
            : t(`closed.${CLOSED_WORDS.includes(project.status) ? project.status : 'other'}`)}
        </EmptyState>
      )}
    </Page>
  );
}

const CLOSED_WORDS: readonly string[] = [
  'PUBLIC_NOTICE',
  'FUNDRAISING',
  'FUNDED',
  'EXECUTING',
  'COMPLETED',
  'CANCELLED',
];
