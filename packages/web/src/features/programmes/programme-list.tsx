import { useQuery } from '@apollo/client/react';
import { type ProgrammeRowFragment, ProgrammesDocument } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ConnectionList } from '../../ui/connection-list';
import { useShownCount } from '../../ui/load-more';
import { EmptyState, SkeletonText } from '../../ui/states';
import { Written } from '../../ui/written';
import { ProgrammeChip, ProgrammeFigures } from './programme-money';

const PAGE_SIZE = 20;

/** One programme in a list. */
export function ProgrammeItem({ programme }: { programme: ProgrammeRowFragment }) {
  return (
    <article className="card stack" style={{ gap: 8, padding: 16 }}>
      <h3>
        <Link to={`/programmes/${programme.id}`}>
          <Written>{programme.title}</Written>
        </Link>
      </h3>
      {programme.state !== 'OPEN' && <ProgrammeChip state={programme.state} />}
      <ProgrammeFigures programme={programme} />
    </article>
  );
}

/** Programmes, the newest first. Staff see those that are not published as well. */
export function ProgrammeList() {
  const { t } = useTranslation('programmes');
  const first = useShownCount(PAGE_SIZE);
  const { data, error, refetch, fetchMore } = useQuery(ProgrammesDocument, {
    variables: { first },
    fetchPolicy: 'cache-and-network',
  });
  return (
    <ConnectionList
      connection={data?.programmes}
      error={error}
      refetch={refetch}
      fetchMore={fetchMore}
      pageSize={PAGE_SIZE}
      skeleton={<SkeletonText lines={6} />}
      container={(items) => <div className="cards">{items}</div>}
      empty={<EmptyState title={t('empty')} />}
    >
      {(programme) => <ProgrammeItem programme={programme} />}
    </ConnectionList>
  );
}
