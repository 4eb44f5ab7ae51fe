import { useQuery } from '@apollo/client/react';
import { CityBooksDocument } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { BookLines } from '../../features/books/book-lines';
import { BooksCheck } from '../../features/books/books-check';
import styles from '../../features/books/books.module.css';
import { CityTotals } from '../../features/books/city-totals';
import { Months } from '../../features/books/months';
import { SITE_CARD, useFace } from '../../lib/served';
import { LinkButton } from '../../ui/link-button';
import { Page, PageTitle, Section } from '../../ui/page';
import { EmptyState, ErrorState, Loading, Skeleton, SkeletonText } from '../../ui/states';

export function Component() {
  const { t } = useTranslation('books');
  const { data, error, refetch } = useQuery(CityBooksDocument, { fetchPolicy: 'cache-and-network' });

  useFace({
    card: t('title'),
    description: t('lead'),
    image: SITE_CARD,
    canonical: '/books',
    facts: {
      '@type': 'Dataset',
      name: t('title'),
      description: t('lead'),
      url: '/books',
      isAccessibleForFree: true,
    },
  });
  return (
    <Page>
      <PageTitle title={t('title')} lead={t('lead')} actions={<LinkButton to="/proof">{t('proof')}</LinkButton>} />
      <div className={styles.top}>
        <Section title={t('totals.title')}>
          {data ? (
            <CityTotals totals={data.cityTotals} />
          ) : error ? (
            <ErrorState error={error} onRetry={() => void refetch()} />
          ) : (
            <Loading>
              <div className={styles.totals}>
                <Skeleton width={200} height={58} />
                <Skeleton width={240} height={50} />
                <SkeletonText lines={1} />
              </div>
            </Loading>
          )}
        </Section>
        <BooksCheck />
      </div>
      <Months />
      <BookLines
        empty={
          <EmptyState
            title={t('lines.none')}
            actions={<LinkButton to="/projects?stage=raising">{t('lines.seeProjects')}</LinkButton>}
          >
            {t('lines.noneCity')}
          </EmptyState>
        }
      />
    </Page>
  );
}
