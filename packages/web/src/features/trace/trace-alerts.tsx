import { useQuery } from '@apollo/client/react';
import { TraceAlertsDocument } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatMoment } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { useViewer } from '../../lib/viewer';
import { ConnectionList } from '../../ui/connection-list';
import { EmptyState, SkeletonText } from '../../ui/states';
import styles from './trace.module.css';

const PAGE_SIZE = 5;

/** What was found unusual, newest first. Auditors can open the entries behind it. */
export function TraceAlerts() {
  const { t } = useTranslation('trace');
  const language = useLanguage();
  const { hasRole } = useViewer();
  const { data, error, refetch, fetchMore } = useQuery(TraceAlertsDocument, {
    variables: { first: PAGE_SIZE },
    fetchPolicy: 'cache-and-network',
  });
  return (
    <ConnectionList
      connection={data?.traceAlerts}
      error={error}
      refetch={refetch}
      fetchMore={fetchMore}
      pageSize={PAGE_SIZE}
      name={false}
      skeleton={<SkeletonText lines={3} />}
      empty={<EmptyState title={t('alerts.none')}>{t('alerts.noneText')}</EmptyState>}
      container={(items) => <ul className={styles.rows}>{items}</ul>}
    >
      {({ label, person, entries, firstAt, lastAt }) => (
        <li className={styles.row}>
          <div className={styles.head}>
            <span className="strong">{label}</span>
            <span className="small quiet num">{t('alerts.entries', { count: entries })}</span>
          </div>
          <p className="small">
            {hasRole('AUDITOR') ? (
              <Link to={`/trace?person=${person.id}`}>{person.name ?? t('gone')}</Link>
            ) : (
              (person.name ?? t('gone'))
            )}
            {' · '}
            <span className="quiet num">
              {t('alerts.between', { from: formatMoment(firstAt, language), to: formatMoment(lastAt, language) })}
            </span>
          </p>
        </li>
      )}
    </ConnectionList>
  );
}
