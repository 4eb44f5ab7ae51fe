import { useQuery } from '@apollo/client/react';
import { CityGiftsDocument } from '@hongchuang/schema';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { FourSteps } from '../features/home/four-steps';
import styles from '../features/home/home.module.css';
import { GiftList, GiftListSkeleton } from '../features/projects/gift-list';
import { useSettled } from '../lib/browser';
import { LinkButton } from '../ui/link-button';
import { Section } from '../ui/page';
import { EmptyState, ErrorState, Loading } from '../ui/states';
import { Written } from '../ui/written';

const NEWEST = 6;

/** The home page below the projects: what arrives, how it works, and what can be checked. */
export default function HomeBody({ version, isBroken }: { version: number | undefined; isBroken: boolean }) {
  const { t } = useTranslation('home');
  return (
    <div className={styles.two}>
      {/* When the whole page failed, one button to retry is enough. */}
      {!isBroken && <NewestGifts version={version} />}
      <div className="stack-lg">
        <Section title={t('how')}>
          <FourSteps />
        </Section>
        <div className={styles.books}>
          <h2>{t('books.title')}</h2>
          <p className="quiet measure">{t('books.text')}</p>
          <div className="row">
            <LinkButton to="/books">{t('books.all')}</LinkButton>
            <LinkButton to="/impact">{t('books.impact')}</LinkButton>
            <LinkButton to="/receipts">{t('books.receipt')}</LinkButton>
          </div>
        </div>
      </div>
    </div>
  );
}

/** Reads the gifts again when the city's totals change, at most about once a second. */
function NewestGifts({ version }: { version: number | undefined }) {
  const { t } = useTranslation('home');
  const { data, error, refetch } = useQuery(CityGiftsDocument, {
    variables: { first: NEWEST },
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  });
  const settled = useSettled(version, 1_000);
  const seen = useRef(settled);
  useEffect(() => {
    if (seen.current !== undefined && settled !== undefined && settled !== seen.current)
      refetch().catch(() => undefined);
    seen.current = settled;
  }, [settled, refetch]);
  const gifts = data?.newestPledges.edges.map(({ node }) => node);

  return (
    <Section title={t('newest')}>
      {gifts ? (
        gifts.length > 0 ? (
          <GiftList
            gifts={gifts}
            destination={(gift) => (
              <>
                <Link to={`/projects/${gift.project.slug}`}>
                  <Written>{gift.project.title}</Written>
                </Link>{' '}
                ·{' '}
              </>
            )}
          />
        ) : (
          <EmptyState title={t('noGifts')}>{t('noGiftsAdvice')}</EmptyState>
        )
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <Loading>
          <GiftListSkeleton count={NEWEST} />
        </Loading>
      )}
    </Section>
  );
}
