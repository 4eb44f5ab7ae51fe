import { useTranslation } from 'react-i18next';
import type { TreeHeadPartsFragment } from '@hongchuang/schema';
import { formatMoment } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { EmptyState, ErrorState, Loading, SkeletonText } from '../../ui/states';
import styles from './proof.module.css';
import { Forget, HeadFacts } from './receipt-proof';
import { useNewestHead } from './use-proof';

/** The newest head, which the browser verifies. */
export function NewestHead() {
  const { t } = useTranslation('proof');
  const { progress, again } = useNewestHead();
  if (progress.state === 'unreachable') return <ErrorState error={progress.error} onRetry={again} />;
  if (progress.state === 'waiting') return <EmptyState title={t('head.none')}>{t('head.noneAdvice')}</EmptyState>;
  if (progress.state === 'checking') {
    return (
      <div className={`card card-pad ${styles.panel}`}>
        <Loading>
          <p className="quiet">{t('head.checking')}</p>
          <SkeletonText lines={5} />
        </Loading>
      </div>
    );
  }
  const {
    seen,
    verdict: { head, verdict },
  } = progress;
  return (
    <div className={`card card-pad ${styles.panel} ${verdict.state === 'good' ? styles.good : styles.bad}`}>
      {verdict.state === 'good' ? (
        <GoodHead seen={seen} />
      ) : (
        <div role="alert" className="stack">
          <p className={`strong ${styles.headline} ${styles.badWord}`}>{t('head.bad')}</p>
          <p>{t(`fault.${verdict.fault}`)}</p>
          <Forget fault={verdict.fault} again={again} />
        </div>
      )}
      <HeadFacts head={head} />
    </div>
  );
}

function GoodHead({ seen }: { seen: TreeHeadPartsFragment | undefined }) {
  const { t } = useTranslation('proof');
  const language = useLanguage();
  return (
    <div role="status">
      <p className={`strong pine ${styles.headline}`}>{t('head.good')}</p>
      <p>
        {seen === undefined
          ? t('head.goodFirst')
          : t('head.goodGrown', { time: formatMoment(seen.signedAt, language) })}
      </p>
    </div>
  );
}
