import { useQuery } from '@apollo/client/react';
import { BookLinesDocument, BooksPeriodDocument, BooksProjectDocument } from '@hongchuang/schema';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAddressBar } from '../../lib/address-bar';
import { useMediaQueryOnceDrawn } from '../../lib/browser';
import { useLanguage } from '../../lib/i18n';
import { usePlatform } from '../../lib/platform';
import { useViewer } from '../../lib/viewer';
import { Button } from '../../ui/button';
import { ConnectionList } from '../../ui/connection-list';
import { DownloadLink } from '../../ui/download-link';
import { inKit } from '../../ui/in-kit';
import { useShownCount } from '../../ui/load-more';
import { Section } from '../../ui/page';
import { EmptyState, ErrorState, Skeleton } from '../../ui/states';
import { BookRows, BookTable } from './book-table';
import { BooksFilters, useClearBooksFilter } from './books-filters';
import styles from './books.module.css';
import { type BooksFilter, exportPath, isFiltered, variablesOf } from './kinds';
import { Period } from './period';
import { useBooksFilter } from './use-books-filter';

const PAGE_SIZE = 20;

interface Whose {
  id: string;
  slug: string;
}

/**
 * Every movement of a project's money; without a project those of all projects, which the address may narrow to one.
 */
export function BookLines({ project, empty }: { project?: Whose; empty: ReactNode }) {
  const { t } = useTranslation('books');
  const { get } = useAddressBar();
  const asked = project ? '' : get('project');
  const named = useQuery(BooksProjectDocument, { variables: { slug: asked }, skip: asked === '' });
  const whose = project ?? named.data?.project ?? undefined;
  const filter = useBooksFilter();
  // Until the project in the address is known, the lines of all projects would be wrong.
  const unknown = asked !== '' && whose === undefined;
  return (
    <Section title={t('lines.title')} aside={!unknown && filter && <Downloads whose={whose} filter={filter} />}>
      <p className="small quiet measure">{t('lines.lead')}</p>
      <BooksFilters ofOne={project !== undefined} />
      {!filter ? (
        <LinesSkeleton />
      ) : !unknown ? (
        <Lines
          key={whose?.id ?? 'all'}
          filter={filter}
          projectId={whose?.id}
          ofOne={whose !== undefined}
          chosen={asked !== ''}
          empty={empty}
        />
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

/**
 * Downloads of all lines that match the filter of the page. Many lines are made as long work for people who are signed
 * in; visitors get every file directly.
 */
function Downloads({ whose, filter }: { whose: Whose | undefined; filter: BooksFilter }) {
  const { t } = useTranslation('books');
  const language = useLanguage();
  const { viewer } = useViewer();
  const { platform } = usePlatform();
  const variables = { projectId: whose?.id ?? null, ...variablesOf(filter) };
  const { data } = useQuery(BooksPeriodDocument, { variables, fetchPolicy: 'cache-first' });
  const isLong = viewer && platform && (data?.booksPeriod.lines ?? 0) > platform.directFiles.rows;
  const words = (ending: 'xlsx' | 'csv') => t(isFiltered(filter) ? `downloadFiltered.${ending}` : `download.${ending}`);
  return (
    <div className="row no-print" style={{ gap: 8, alignItems: 'flex-start' }}>
      {ENDINGS.map(([ending, format]) =>
        isLong ? (
          <BooksOnOrder key={`${ending} ${JSON.stringify(variables)}`} variables={{ format, ...variables }}>
            {words(ending)}
          </BooksOnOrder>
        ) : (
          <DownloadLink key={ending} href={exportPath(ending, whose?.slug, filter, language)}>
            {words(ending)}
          </DownloadLink>
        ),
      )}
    </div>
  );
}

/** Reading the books needs no code for files on order. */
const BooksOnOrder = inKit(() => import('./books-on-order'));

const ENDINGS = [
  ['xlsx', 'XLSX'],
  ['csv', 'CSV'],
] as const;

interface LinesProps {
  filter: BooksFilter;
  projectId: string | undefined;
  ofOne: boolean;
  /** Whether the address names the project, so that an empty list may result from that choice. */
  chosen: boolean;
  empty: ReactNode;
}

function Lines({ filter, projectId, ofOne, chosen, empty }: LinesProps) {
  const { t } = useTranslation('books');
  const narrow = useMediaQueryOnceDrawn('(max-width: 1023px)');
  const first = useShownCount(PAGE_SIZE);
  const variables = { projectId: projectId ?? null, ...variablesOf(filter) };
  const asked = { fetchPolicy: 'cache-and-network', nextFetchPolicy: 'cache-first' } as const;
  const { data, previousData, error, refetch, fetchMore, loading } = useQuery(BookLinesDocument, {
    variables: { ...variables, first },
    ...asked,
  });
  const period = useQuery(BooksPeriodDocument, { variables, ...asked });
  // While another filter loads, the old lines stay, paler, so that the page does not jump.
  const connection = data?.books ?? (error ? undefined : previousData?.books);
  const lines = connection?.edges.map(({ node }) => node) ?? [];

  return (
    <>
      {!period.error && (
        <Period
          period={(period.data ?? period.previousData)?.booksPeriod}
          narrowed={Boolean(filter.kind ?? filter.search)}
        />
      )}
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
          container={() => (
            // The server knows no window: it draws both, and the style shows the one that fits.
            <>
              {narrow !== false && (
                <div className={styles.whenNarrow}>
                  <BookRows lines={lines} ofOne={ofOne} />
                </div>
              )}
              {narrow !== true && (
                <div className={styles.whenWide}>
                  <BookTable lines={lines} ofOne={ofOne} />
                </div>
              )}
            </>
          )}
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
