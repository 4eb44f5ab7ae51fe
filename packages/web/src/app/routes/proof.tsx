import { useQuery } from '@apollo/client/react';
import { NewestHeadDocument } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { HeadList } from '../../features/proof/head-list';
import { NewestHead } from '../../features/proof/newest-head';
import { Offline } from '../../features/proof/offline';
import styles from '../../features/proof/proof.module.css';
import { PublicKeys } from '../../features/proof/public-keys';
import { SITE_CARD, useFace } from '../../lib/served';
import { Page, PageTitle, Section } from '../../ui/page';
import { ErrorState, Loading, SkeletonText } from '../../ui/states';

const STEPS = ['one', 'two', 'three', 'four'] as const;

export function Component() {
  const { t } = useTranslation('proof');
  const { data, error, refetch } = useQuery(NewestHeadDocument, { fetchPolicy: 'cache-and-network' });
  useFace({
    card: t('title'),
    description: t('lead'),
    image: SITE_CARD,
    canonical: '/proof',
    facts: { '@type': 'WebPage', name: t('title'), description: t('lead'), url: '/proof' },
  });
  const head = data?.treeHead;
  const key = data?.proofKeys.find(({ keyId }) => keyId === head?.keyId);
  return (
    <Page>
      <PageTitle title={t('title')} lead={t('lead')} />
      <div className={styles.top}>
        <Section title={t('head.title')}>
          <NewestHead />
        </Section>
        <Section title={t('how.title')}>
          <ol className={styles.steps}>
            {STEPS.map((step, index) => (
              <li key={step} className={styles.step}>
                <span className={styles.stepNumber} aria-hidden="true">
                  {index + 1}
                </span>
                <p className="measure">{t(`how.${step}`)}</p>
              </li>
            ))}
          </ol>
          <p className="small quiet measure">{t('how.private')}</p>
        </Section>
      </div>
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <Loading>
          <SkeletonText lines={6} />
        </Loading>
      ) : head && key ? (
        <div className={styles.parts}>
          <Section title={t('offline.title')}>
            <Offline size={head.size} publicKey={key.publicKey} />
          </Section>
          <Section title={t('key.title')}>
            <p className="measure">{t('key.lead')}</p>
            <PublicKeys keys={data.proofKeys} currentId={key.keyId} />
          </Section>
          <HeadList />
        </div>
      ) : null}
    </Page>
  );
}
