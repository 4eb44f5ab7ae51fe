import { useQuery } from '@apollo/client/react';
import { UnitParentQueueDocument } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { useViewer } from '../../lib/viewer';
import { ConnectionList } from '../../ui/connection-list';
import { Section } from '../../ui/page';
import { SkeletonText } from '../../ui/states';
import { ParentRequestFacts, ParentRequestRow } from './parent-requests';

const PAGE = 20;

/** The requests of all units that wait for consent, for administrators. Nothing is shown while none waits. */
export function ParentRequestList() {
  const { t } = useTranslation('organizations');
  const { hasRole } = useViewer();
  const { data, error, refetch, fetchMore } = useQuery(UnitParentQueueDocument, { variables: { first: PAGE } });
  const connection = data?.unitParentQueue;
  if (connection?.totalCount === 0) return null;
  return (
    <Section title={t('request.all')}>
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
        {(request) =>
          hasRole('ADMIN') ? (
            <ParentRequestRow request={request} asAdmin refetch={['UnitParentQueue', 'AdminUnits']} />
          ) : (
            <ParentRequestFacts request={request} />
          )
        }
      </ConnectionList>
    </Section>
  );
}
