import { useQuery } from '@apollo/client/react';
import { BookLinesDocument } from '@hongchuang/schema';
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
import { EmptyState, Skeleton } from '../../ui/states';
import { BookRows, BookTable } from './book-table';
import styles from './books.module.css';
import { exportPath, kindOf, KINDS } from './kinds';

const PAGE_SIZE = 20;

/** Every movement of a project's money, or of all projects' without one. */
export function BookLines({ project, empty }: { project?: { id: string; slug: string }; empty: ReactNode }) {
  const { t } = useTranslation('books');
  const language = useLanguage();
  const narrow = useMediaQuery('(max-width: 1023px)');
  const { get, set } = useAddressBar();
  const kind = kindOf(get('kind'));
  const first = useShownCount(PAGE_SIZE);
  const { data, previousData, error, refetch, fetchMore, loading } = useQuery(BookLinesDocument, {
    variables: { projectId: project?.id ?? null, kinds: kind ? [kind] : null, first },
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  });
  // While another kind loads, what was there stays, paler, instead of a jump.
  const connection = data?.books ?? (error ? undefined : previousData?.books);
  const lines = connection?.edges.map(({ node }) => node) ?? [];
  const choose = (value: string | undefined) => set({ kind: value, shown: undefined });
  const Lines = narrow ? BookRows : BookTable;

  return (
    <Section
      title={t('lines.title')}
      aside={
        <Button href={exportPath(project?.slug, language)} download icon={<DownloadOutlined aria-hidden="true" />}>
          {t('download')}
        </Button>
      }
    >
      <p className="small quiet measure">{t('lines.lead')}</p>
      <div className={styles.filters}>
        <div className={styles.kinds} role="group" aria-label={t('filter.label')}>
          {[undefined, ...KINDS].map((one) => (
            <button key={one ?? 'all'} type="button" aria-pressed={kind === one} className={styles.kind} onClick={() => choose(one?.toLowerCase())}>
              {one ? t(`terms:bookLineKind.${one}`) : t('filter.all')}
            </button>
          ))}
        </div>
        <p className="small quiet num" role="status">
          {connection && t('lines.count', { count: connection.totalCount })}
        </p>
      </div>
      <div style={{ opacity: loading && !data && connection ? 0.5 : 1 }}>
        <ConnectionList
          connection={connection}
          error={error}
          refetch={refetch}
          fetchMore={fetchMore}
          pageSize={PAGE_SIZE}
          skeleton={<LinesSkeleton />}
          container={() => <Lines lines={lines} ofOne={project !== undefined} />}
          empty={
            kind ? (
              <EmptyState title={t('lines.nothingFound')} actions={<Button onClick={() => choose(undefined)}>{t('lines.showAll')}</Button>}>
                {t('lines.nothingFoundAdvice')}
              </EmptyState>
            ) : (
              empty
            )
          }
        >
          {() => null}
        </ConnectionList>
      </div>
    </Section>
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
