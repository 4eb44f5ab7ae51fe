import type { ProjectRefundsFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatDate } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { useViewer } from '../../lib/viewer';
import { Money } from '../../ui/money';
import { Section } from '../../ui/page';
import styles from './refunds.module.css';
import { Written } from '../../ui/written';

/**
 * On a project's page: the sum that waits to be given back, and the refunds with date and reason. Nothing when there
 * are none.
 */
export function ProjectRefundsView({ project }: { project: ProjectRefundsFragment }) {
  const { t } = useTranslation('refunds');
  const language = useLanguage();
  const { hasRole } = useViewer();
  const decides = hasRole('TREASURER') || hasRole('ADMIN');
  const { refundDue, refunds } = project;
  if (refundDue === null && refunds.length === 0) return null;
  return (
    <Section title={t('project.title')} id="refunds">
      <ul className={styles.list}>
        {refundDue && (
          <li className={`${styles.item} ${styles.due}`}>
            <p className="row-between">
              <span className="strong">{t(`project.due.${refundDue.cause}`)}</span>
              <Money fen={refundDue.amount} exact className="strong" />
            </p>
            <p className="small quiet">{t('project.dueText')}</p>
          </li>
        )}
        {[...refunds].reverse().map((refund) => (
          <li key={refund.id} className={styles.item}>
            <p className="row-between">
              <span>
                {t(refund.cause === 'MISTAKEN_CONFIRMATION' ? 'project.corrected' : 'project.refunded', {
                  count: refund.giftCount,
                })}
              </span>
              <Money fen={refund.total} exact className="strong" />
            </p>
            <p className={`small ${styles.reason}`}>
              <Written>{refund.reason}</Written>
            </p>
            {refund.approvedAt && (
              <p className="small quiet">
                <time dateTime={refund.approvedAt}>{formatDate(refund.approvedAt, language)}</time> ·{' '}
                {t(`terms:refundCause.${refund.cause}`)}
                {decides && (
                  <>
                    {' '}
                    · <Link to={`/treasury/refunds/${refund.id}`}>{t('project.order')}</Link>
                  </>
                )}
              </p>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
