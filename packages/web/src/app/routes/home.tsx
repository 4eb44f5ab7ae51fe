import { useQuery } from '@apollo/client/react';
import { HomePageDocument } from '@hongchuang/schema';
import { lazy, Suspense, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { CityFigures, useLiveCityTotals } from '../../features/home/city-figures';
import styles from '../../features/home/home.module.css';
import { neediest } from '../../features/projects/neediest';
import { ProjectCardSkeletons, ProjectCardView } from '../../features/projects/project-card';
import { useDocumentTitle } from '../../lib/browser';
import { later } from '../../lib/later';
import { SITE_CARD, useFace } from '../../lib/served';
import { useViewer } from '../../lib/viewer';
import { LinkButton } from '../../ui/link-button';
import { LiveMark } from '../../ui/live-mark';
import { Page, Section } from '../../ui/page';
import { Scene } from '../../ui/scene';
import { EmptyState, ErrorState, Loading } from '../../ui/states';

const HomeBody = later(() => import('../home-body'));
/** Not by `later`, because the server draws no page of people who are signed in. */
const HomeOwn = lazy(() => import('../home-own'));

export function Component() {
  const { t } = useTranslation('home');
  useDocumentTitle(undefined, t('tab'));
  useFace({
    card: t('headline'),
    description: t('lead'),
    image: SITE_CARD,
    facts: { '@type': 'WebSite', name: t('app:siteName'), description: t('lead'), url: '/' },
  });
  useLiveCityTotals();
  const { viewer } = useViewer();
  const { data, error, refetch } = useQuery(HomePageDocument, {
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  });
  const candidates = data?.projects.edges.map(({ node }) => node);
  // The cards are chosen once for each visit, because live gifts must not move a card that a person is about to press.
  const chosen = useRef<string[]>(undefined);
  if (candidates && (!chosen.current || chosen.current.some((id) => !candidates.some((one) => one.id === id)))) {
    chosen.current = neediest(candidates, 3).map(({ id }) => id);
  }
  const featured = chosen.current?.flatMap((id) => candidates?.find((one) => one.id === id) ?? []);

  return (
    <Page>
      {viewer && (
        <Suspense fallback={null}>
          <HomeOwn viewer={viewer} />
        </Suspense>
      )}
      <section className={styles.opening}>
        <div className={styles.welcome}>
          <div className={styles.words}>
            <h1>{t('headline')}</h1>
            <p className="quiet measure">{t('lead')}</p>
            <div className={styles.actions}>
              <LinkButton to="/projects?stage=raising" primary large>
                {t('choose')}
              </LinkButton>
              <LinkButton to="/workspace" large>
                {t('publish')}
              </LinkButton>
            </div>
          </div>
          <div className={styles.place} aria-hidden="true">
            <Scene seed="zhongshan" alt="" />
          </div>
        </div>
        <div className="stack" style={{ gap: 8 }}>
          <div style={{ minHeight: 22 }}>
            <LiveMark />
          </div>
          {error && !data ? (
            <ErrorState error={error} onRetry={() => void refetch()} />
          ) : (
            <CityFigures totals={data?.cityTotals} />
          )}
        </div>
      </section>

      <div className="stack-lg" style={{ gap: 56 }}>
        {!(error && !data) && (
          <Section title={t('needed')} aside={<Link to="/projects">{t('allProjects')}</Link>}>
            {!featured ? (
              <Loading>
                <ProjectCardSkeletons count={3} />
              </Loading>
            ) : featured.length === 0 ? (
              <EmptyState title={t('noneRaising')} actions={<LinkButton to="/projects">{t('allProjects')}</LinkButton>}>
                {t('noneRaisingAdvice')}
              </EmptyState>
            ) : (
              <div className="cards">
                {featured.map((project) => (
                  <ProjectCardView key={project.id} project={project} live />
                ))}
              </div>
            )}
          </Section>
        )}
        <HomeBody version={data?.cityTotals.version} isBroken={error !== undefined && !data} />
      </div>
    </Page>
  );
}
