import { useQuery } from '@apollo/client/react';
import { CollectedListPageDocument } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { CommitList } from '../../features/collected-lists/commit-list';
import { EndList } from '../../features/collected-lists/end-list';
import { ListColumns, ListFacts } from '../../features/collected-lists/list-facts';
import { ListRows } from '../../features/collected-lists/list-rows';
import { ListTransfer } from '../../features/collected-lists/list-transfer';
import { OWN_WORKS } from '../../features/works/topics';
import { useChanged } from '../../lib/use-changed';
import { DownloadLink } from '../../ui/download-link';
import { Page, PageTitle, Section } from '../../ui/page';
import { ErrorState, PageSkeleton } from '../../ui/states';
import { WorkState } from '../../ui/work-state';
import { NotFound } from '../error-page';

export function Component() {
  const { t } = useTranslation('collected-lists');
  const { id = '' } = useParams();
  const { data, error, refetch } = useQuery(CollectedListPageDocument, {
    variables: { id },
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  });
  useChanged(OWN_WORKS, () => void refetch().catch(() => undefined));
  const list = data?.collectedList;
  if (!list) {
    if (data) return <NotFound />;
    return (
      <Page>
        {error ? (
          <>
            <PageTitle title={t('title')} />
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
        title={list.fileName}
        above={
          <Link className="small" to={`/workspace/${list.organization.id}/lists`}>
            {t('title')}
          </Link>
        }
      />
      <div className="stack-lg">
        <ListFacts list={list} />
        {list.notices.map((notice) => (
          <p key={notice} className="amber">
            {notice}
          </p>
        ))}
        {list.commitment && list.state !== 'COMMITTED' && list.state !== 'WITHDRAWN' && (
          <Section title={t(list.state === 'COMMITTING' ? 'committing' : 'commitFailed')}>
            <WorkState work={list.commitment} />
            <Link to="/work">{t('works:file.seeAll')}</Link>
          </Section>
        )}
        {list.state === 'COMMITTED' && <ListTransfer list={list} />}
        {list.state === 'DRAFT' && (
          <Section title={t('commit.title')}>
            <CommitList list={list} />
          </Section>
        )}
        <EndList list={list} />
        {list.state !== 'DISCARDED' && (
          <>
            <Section title={t('columns.title')}>
              <ListColumns list={list} />
            </Section>
            <Section title={t('rows.title')}>
              <ListRows list={list} />
              <p>
                <DownloadLink href={`/exports/collected-lists/${list.id}.xlsx`}>{t('rows.export')}</DownloadLink>
              </p>
            </Section>
          </>
        )}
      </div>
    </Page>
  );
}
