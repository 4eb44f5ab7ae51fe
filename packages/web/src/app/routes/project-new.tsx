import { useQuery } from '@apollo/client/react';
import { WizardOrganizationDocument } from '@hongchuang/schema';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useNavigate, useParams } from 'react-router';
import { ProjectWizard } from '../../features/wizard/wizard';
import { useAddressBar } from '../../lib/address-bar';
import { useKnownViewer } from '../../lib/viewer';
import { LinkButton } from '../../ui/link-button';
import { Page, PageTitle } from '../../ui/page';
import { EmptyState, ErrorState, PageSkeleton } from '../../ui/states';
import { NotFound } from '../error-page';
import { ProjectPreview } from '../project-preview';

export function Component() {
  const { t } = useTranslation('wizard');
  const { organizationId = '' } = useParams();
  const viewer = useKnownViewer();
  const { get, set } = useAddressBar();
  const navigate = useNavigate();
  // Once the draft exists, its id is added to the address without leaving the page, because the person is typing. A
  // reload continues with this draft.
  const [startedWith] = useState(() => get('project'));
  const { data, error, refetch } = useQuery(WizardOrganizationDocument, { variables: { id: organizationId } });
  const organization = data?.organization;

  if (startedWith)
    return (
      <Navigate replace to={`/workspace/projects/${startedWith}/edit${get('step') ? `?step=${get('step')}` : ''}`} />
    );
  if (data && !organization) return <NotFound />;
  if (organization && viewer && organization.viewerRole !== 'OWNER' && organization.viewerRole !== 'EDITOR') {
    return (
      <Page>
        <PageTitle title={t('newTitle')} />
        <EmptyState
          title={t('app:noAccess.title')}
          actions={
            <LinkButton to={`/workspace/${organizationId}`}>
              {t('toOrganization', { organization: organization.name })}
            </LinkButton>
          }
        >
          {t('needsEditor')}
        </EmptyState>
      </Page>
    );
  }
  if (!organization || !viewer) {
    return (
      <Page>
        {error ? (
          <>
            <PageTitle title={t('newTitle')} />
            <ErrorState error={error} onRetry={() => void refetch()} />
          </>
        ) : (
          <PageSkeleton />
        )}
      </Page>
    );
  }
  return (
    <Page>
      <PageTitle
        title={t('newTitle')}
        above={
          <Link to={`/workspace/${organization.id}`} className="small quiet">
            {t('toOrganization', { organization: organization.name })}
          </Link>
        }
        lead={t('lead', { organization: organization.name })}
      />
      <ProjectWizard
        key={`${viewer.id}:${organization.id}`}
        viewerId={viewer.id}
        organization={organization}
        onCreated={(project) => set({ project })}
        onClosed={() => void navigate(`/workspace/projects/${get('project')}/edit`)}
        onSubmitted={(id) => void navigate(`/workspace/projects/${id}/edit`)}
        preview={(values) => <ProjectPreview values={values} slug={organization.id} />}
      />
    </Page>
  );
}
