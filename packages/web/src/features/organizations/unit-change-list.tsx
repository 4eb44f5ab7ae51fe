import { useQuery } from '@apollo/client/react';
import { UnitChangeQueueDocument } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { useViewer } from '../../lib/viewer';
import { ConnectionList } from '../../ui/connection-list';
import { Section } from '../../ui/page';
import { SkeletonText } from '../../ui/states';
import { UnitChangeCard } from './unit-changes';

const PAGE = 20;

/** The mergers and splits that wait for an administrator. Nothing is shown while none waits. */
export function UnitChangeList() {
  const { t } = useTranslation('unit-changes');
  const { hasRole } = useViewer();
  const { data, error, refetch, fetchMore } = useQuery(UnitChangeQueueDocument, { variables: { first: PAGE } });
  const connection = data?.unitChangeQueue;
  if (connection?.totalCount === 0) return null;
  return (
    <Section title={t('all')}>
      <ConnectionList
        connection={error ? undefined : connection}
        error={error}
        refetch={refetch}
        fetchMore={fetchMore}
        pageSize={PAGE}
        skeleton={<SkeletonText lines={3} />}
        empty={null}
        container={(rows) => <div className="stack">{rows}</div>}
      >
        {(change) => (
          <UnitChangeCard
            change={change}
            as={hasRole('ADMIN') ? 'admin' : null}
            refetch={['UnitChangeQueue', 'AdminUnits']}
          />
        )}
      </ConnectionList>
    </Section>
  );
}
