import { useQuery } from '@apollo/client/react';
import { type SearchKind, SearchPageDocument } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Hit } from '../../features/search/hit';
import { MOST_CHARACTERS } from '../../features/search/text-length';
import styles from '../../features/search/search.module.css';
import { useAddressBar } from '../../lib/address-bar';
import { useFace } from '../../lib/served';
import { Button } from '../../ui/button';
import { ConnectionList } from '../../ui/connection-list';
import { LinkButton } from '../../ui/link-button';
import { LinkTabs } from '../../ui/link-tabs';
import { LARGEST_PAGE, useShownCount } from '../../ui/load-more';
import { Page, PageTitle } from '../../ui/page';
import { SearchBox } from '../../ui/search-box';
import { EmptyState, SkeletonText } from '../../ui/states';

const PAGE_SIZE = 20;
const KINDS = ['PROJECTS', 'ORGANIZATIONS', 'RECEIPTS', 'PAGES'] as const satisfies readonly SearchKind[];

/** The address of the results, with so many of them. */
const pageOf = (text: string, kind?: string, shown?: number): string => {
  const params = new URLSearchParams({ q: text, ...(kind && { kind }), ...(shown && { shown: String(shown) }) });
  return `/search?${params}`;
};

export function Component() {
  const { t } = useTranslation('search');
  const { get } = useAddressBar();
  const text = get('q').trim();
  const kind = KINDS.find((one) => one === get('kind'));
  const first = useShownCount(PAGE_SIZE);
  const length = [...text].length;
  const isAsked = text !== '' && length <= MOST_CHARACTERS;
  const { data, previousData, error, refetch, fetchMore, loading } = useQuery(SearchPageDocument, {
    variables: { text, kinds: kind ? [kind] : null, first },
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
    skip: !isAsked,
  });
  // While the next letters are searched for, the old results stay, paler.
  const results = !isAsked ? undefined : (data?.search ?? (error ? undefined : previousData?.search));
  useFace({ card: t('title'), description: t('lead'), canonical: '/search', hidden: true });

  const countOf = (one: string) => results?.counts.find((count) => count.kind === one)?.count;
  const all = results?.counts.reduce((sum, { count }) => sum + count, 0);
  return (
    <Page>
      <PageTitle title={t('title')} lead={t('lead')} />
      {/* Without a script the browser sends the form to this page. */}
      <form role="search" action="/search" className={styles.form} onSubmit={(event) => event.preventDefault()}>
        <SearchBox name="q" label={t('label')} hint={t('hint')} />
        <Button kind="primary" type="submit">
          {t('submit')}
        </Button>
      </form>
      {text === '' && <p className="quiet">{t('begin')}</p>}
      {length > MOST_CHARACTERS && <p role="alert">{t('tooLong', { max: MOST_CHARACTERS, count: length })}</p>}
      {isAsked && (
        <div style={{ opacity: loading && !data && results ? 0.5 : 1 }}>
          {results && (
            <>
              <LinkTabs
                label={t('kinds')}
                tabs={[
                  { to: pageOf(text), label: t('all'), total: all, current: kind === undefined },
                  ...KINDS.map((one) => ({
                    to: pageOf(text, one),
                    label: t(`kind.${one}`),
                    total: countOf(one),
                    current: kind === one,
                  })),
                ]}
              />
              <p className="small quiet num" role="status" style={{ marginBlock: 8 }}>
                {t('count', { count: results.totalCount })}
              </p>
              {results.isLoose && <p>{t('loose', { text })}</p>}
            </>
          )}
          <ConnectionList
            connection={results}
            error={error}
            refetch={refetch}
            fetchMore={fetchMore}
            pageSize={PAGE_SIZE}
            skeleton={<SkeletonText lines={6} />}
            keyOf={({ kind, id }) => `${kind} ${id}`}
            container={(items) => <ol className={styles.hits}>{items}</ol>}
            empty={
              <EmptyState title={t('none', { text })} actions={<LinkButton to="/projects">{t('browse')}</LinkButton>}>
                {t('noneAdvice')}
              </EmptyState>
            }
          >
            {(hit) => (
              <li>
                <Link to={hit.path}>
                  <Hit hit={hit} />
                </Link>
              </li>
            )}
          </ConnectionList>
          {results?.pageInfo.hasNextPage && first < LARGEST_PAGE && (
            <noscript>
              <LinkButton to={pageOf(text, kind, first + PAGE_SIZE)}>{t('more')}</LinkButton>
            </noscript>
          )}
        </div>
      )}
    </Page>
  );
}
