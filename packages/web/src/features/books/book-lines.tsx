import { useQuery } from '@apollo/client/react';
import { BookLinesDocument, BooksPeriodDocument, BooksProjectDocument } from '@hongchuang/schema';
import { DownloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAddressBar } from '../../lib/address-bar';
import { useMediaQuery } from '../../lib/browser';
import { useLanguage } from '../../lib/i18n';
import { ConnectionList } from '../../ui/connection-list';
import { useShownCount } from '../../ui/load-more';
import { Section } from '../../ui/page';
import { EmptyState, ErrorState, Skeleton } from '../../ui/states';
import { BookRows, BookTable } from './book-table';
import { BooksFilters, useClearBooksFilter } from './books-filters';
import styles from './books.module.css';
import { exportPath, filterOf, isFiltered, variablesOf } from './kinds';
import { Period } from './period';

const PAGE_SIZE = 20;

interface Whose {
  id: string;
  slug: string;
}

/** Every movement of a project's money, or of all projects' without one; there the address may name one, too. */
export function BookLines({ project, empty }: { project?: Whose; empty: ReactNode }) {
  const { t } = useTranslation('books');
  const { get } = useAddressBar();
  const asked = project ? '' : get('project');
  const named = useQuery(BooksProjectDocument, { variables: { slug: asked }, skip: asked === '' });
  const whose = project ?? named.data?.project ?? undefined;
  // Until it is known whose books are asked for, all of them would be the wrong answer.
  const unknown = asked !== '' && whose === undefined;
  return (
    <Section title={t('lines.title')} aside={!unknown && <Downloads slug={whose?.slug} />}>
      <p className="small quiet measure">{t('lines.lead')}</p>
      <BooksFilters ofOne={project !== undefined} />
      {!unknown ? (
        <Lines key={whose?.id ?? 'all'} projectId={whose?.id} ofOne={whose !== undefined} chosen={asked !== ''} empty={empty} />
      ) : named.error ? (
        <ErrorState error={named.error} onRetry={() => void named.refetch()} />
      ) : named.data ? (
        <NothingFound />
      ) : (
        <LinesSkeleton />
      )}
    </Section>
  );
}

/** What the page shows, as a file: the same filter, all of its lines. */
function Downloads({ slug }: { slug: string | undefined }) {
  const { t } = useTranslation('books');
  const language = useLanguage();
  const { get } = useAddressBar();
  const filter = filterOf(get);
  return (
    <div className="row no-print" style={{ gap: 8 }}>
      {(['xlsx', 'csv'] as const).map((ending) => (
        <Button key={ending} href={exportPath(ending, slug, filter, language)} download icon={<DownloadOutlined aria-hidden="true" />}>
          {t(isFiltered(filter) ? `downloadFiltered.${ending}` : `download.${ending}`)}
        </Button>
      ))}
    </div>
  );
}

interface LinesProps {
  projectId: string | undefined;
  ofOne: boolean;
  /** Whether the address names the project, so that "nothing" may be of the choice. */
  chosen: boolean;
  empty: ReactNode;
}

function Lines({ projectId, ofOne, chosen, empty }: LinesProps) {
  const { t } = useTranslation('books');
  const narrow = useMediaQuery('(max-width: 1023px)');
  const { get } = useAddressBar();
  const filter = filterOf(get);
  const first = useShownCount(PAGE_SIZE);
  const variables = { projectId: projectId ?? null, ...variablesOf(filter) };
  const asked = { fetchPolicy: 'cache-and-network', nextFetchPolicy: 'cache-first' } as const;
  const { data, previousData, error, refetch, fetchMore, loading } = useQuery(BookLinesDocument, { variables: { ...variables, first }, ...asked });
  const period = useQuery(BooksPeriodDocument, { variables, ...asked });
  // While another filter loads, what was there stays, paler, instead of a jump.
  const connection = data?.books ?? (error ? undefined : previousData?.books);
  const lines = connection?.edges.map(({ node }) => node) ?? [];
  const Rows = narrow ? BookRows : BookTable;

  return (
    <>
      {!period.error && <Period period={(period.data ?? period.previousData)?.booksPeriod} narrowed={Boolean(filter.kind ?? filter.search)} />}
      <p className="small quiet num" role="status">
        {connection && t('lines.count', { count: connection.totalCount })}
      </p>
      <div style={{ opacity: loading && !data && connection ? 0.5 : 1 }}>
        <ConnectionList
          connection={connection}
          error={error}
          refetch={refetch}
          fetchMore={fetchMore}
          pageSize={PAGE_SIZE}
          skeleton={<LinesSkeleton />}
          container={() => <Rows lines={lines} ofOne={ofOne} />}
          empty={isFiltered(filter) || chosen ? <NothingFound /> : empty}
        >
          {() => null}
        </ConnectionList>
      </div>
    </>
  );
}

function NothingFound() {
  const { t } = useTranslation('books');
  const clear = useClearBooksFilter();
  return (
    <EmptyState title={t('lines.nothingFound')} actions={<Button onClick={clear}>{t('lines.showAll')}</Button>}>
      {t('lines.nothingFoundAdvice')}
    </EmptyState>
  );
}

function LinesSkeleton() {
  return (
    <div className={`card ${styles.skeleton}`}>
      {Array.from({ length: 8 }, (_, index) => (
        <Skeleton key={index} height={20} />
      ))}
    </div>
  );
}
