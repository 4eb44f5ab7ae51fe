import { DownOutlined, RightOutlined } from '@ant-design/icons';
import { useQuery } from '@apollo/client/react';
import { type AdminUnitFragment, AdminUnitsDocument } from '@hongchuang/schema';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { LoadMore } from '../../ui/load-more';
import { ErrorState, Loading, SkeletonText } from '../../ui/states';
import { TermChip } from '../../ui/term-chip';
import styles from './admin.module.css';
import { unitAddress } from './unit-facts';

const PAGE = 50;

/** The units below one, a level at a time: a city's tree is too large to ask for at once. */
export function UnitTree({ parentId }: { parentId: string }) {
  const { t } = useTranslation('admin');
  const { data, error, refetch, fetchMore } = useQuery(AdminUnitsDocument, { variables: { filter: { parentId }, first: PAGE } });
  const connection = data?.organizations;
  if (!connection) {
    if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
    return (
      <Loading>
        <SkeletonText lines={2} />
      </Loading>
    );
  }
  if (connection.edges.length === 0) return <p className="small quiet">{t('units.noChildren')}</p>;
  return (
    <>
      <ul className={styles.tree}>
        {connection.edges.map(({ node }) => (
          <UnitNode key={node.id} unit={node} />
        ))}
      </ul>
      {connection.pageInfo.hasNextPage && <LoadMore shown={connection.edges.length} total={connection.totalCount} pageInfo={connection.pageInfo} fetchMore={fetchMore} pageSize={PAGE} name={false} />}
    </>
  );
}

function UnitNode({ unit }: { unit: AdminUnitFragment }) {
  const { t } = useTranslation('admin');
  const [open, setOpen] = useState(false);
  return (
    <li>
      <div className={styles.node}>
        <button type="button" className={styles.toggle} aria-expanded={open} aria-label={t(open ? 'units.collapse' : 'units.expand', { name: unit.name })} onClick={() => setOpen(!open)}>
          {open ? <DownOutlined /> : <RightOutlined />}
        </button>
        <Link to={unitAddress(unit.id)}>{unit.name}</Link>
        <span className="small quiet">{t(`terms:organizationKind.${unit.kind}`)}</span>
        {unit.verification !== 'VERIFIED' && <TermChip kind="verification" value={unit.verification} />}
      </div>
      {open && (
        <div className={styles.tree}>
          <UnitTree parentId={unit.id} />
        </div>
      )}
    </li>
  );
}
