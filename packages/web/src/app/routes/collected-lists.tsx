import { useQuery } from '@apollo/client/react';
import { CollectedListsDocument } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { ListRow } from '../../features/collected-lists/list-facts';
import { UploadList } from '../../features/collected-lists/upload-list';
import { ConnectionList } from '../../ui/connection-list';
import { useShownCount } from '../../ui/load-more';
import { Page, PageTitle, Section } from '../../ui/page';
import { EmptyState, SkeletonText } from '../../ui/states';

const PAGE_SIZE = 20;

export function Component() {
  const { t } = useTranslation('collected-lists');
  const { organizationId = '' } = useParams();
  const navigate = useNavigate();
  const first = useShownCount(PAGE_SIZE);
  const { data, error, refetch, fetchMore } = useQuery(CollectedListsDocument, {
    variables: { organizationId, first },
    fetchPolicy: 'cache-and-network',
  });
  return (
    <Page>
      <PageTitle
        title={t('title')}
        above={
          <Link className="small" to={`/workspace/${organizationId}`}>
            {data?.organization?.name ?? t('back')}
          </Link>
        }
        lead={t('lead')}
      />
      <div className="stack-lg">
        <UploadList organizationId={organizationId} onUploaded={(id) => void navigate(`/workspace/lists/${id}`)} />
        <Section title={t('title')}>
          <ConnectionList
            connection={data?.collectedLists}
            error={error}
            refetch={refetch}
            fetchMore={fetchMore}
            pageSize={PAGE_SIZE}
            skeleton={<SkeletonText lines={6} />}
            empty={<EmptyState title={t('empty')} />}
            container={(items) => <div className="stack">{items}</div>}
          >
            {(list) => <ListRow list={list} />}
          </ConnectionList>
        </Section>
      </div>
    </Page>
  );
}
