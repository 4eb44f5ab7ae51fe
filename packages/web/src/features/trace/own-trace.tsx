import { useQuery } from '@apollo/client/react';
import { OwnTraceDocument } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { ConnectionList } from '../../ui/connection-list';
import { EmptyState, SkeletonText } from '../../ui/states';
import { TraceEntry } from './trace-entry';
import styles from './trace.module.css';

const PAGE_SIZE = 5;

/** What was done with the viewer's own account, newest first. */
export function OwnTrace() {
  const { t } = useTranslation('trace');
  const { data, error, refetch, fetchMore } = useQuery(OwnTraceDocument, {
    variables: { first: PAGE_SIZE },
    fetchPolicy: 'cache-and-network',
  });
  return (
    <div className="stack">
      <p className="small quiet">{t('own.lead')}</p>
      <ConnectionList
        connection={data?.viewer?.trace}
        error={error}
        refetch={refetch}
        fetchMore={fetchMore}
        pageSize={PAGE_SIZE}
        name={false}
        skeleton={<SkeletonText lines={5} />}
        empty={<EmptyState title={t('none')} />}
        container={(items) => <ul className={styles.rows}>{items}</ul>}
      >
        {(entry) => <TraceEntry entry={entry} />}
      </ConnectionList>
    </div>
  );
}
