import { DownOutlined, RightOutlined } from '@ant-design/icons';
import { useQuery } from '@apollo/client/react';
import { type AdminUnitFragment, AdminUnitsDocument } from '@hongchuang/schema';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ConnectionList } from '../../ui/connection-list';
import { SkeletonText } from '../../ui/states';
import { TermChip } from '../../ui/term-chip';
import styles from './admin.module.css';
import { unitAddress } from './unit-facts';
import { Written } from '../../ui/written';

const PAGE = 50;

/** The units below one unit, read level by level, because a city's tree is too large for one query. */
export function UnitTree({ parentId }: { parentId: string }) {
  const { t } = useTranslation('admin');
  const { data, error, refetch, fetchMore } = useQuery(AdminUnitsDocument, {
    variables: { filter: { parentId }, first: PAGE },
  });
  return (
    <ConnectionList
      connection={data?.organizations}
      error={error}
      refetch={refetch}
      fetchMore={fetchMore}
      pageSize={PAGE}
      name={false}
      skeleton={<SkeletonText lines={2} />}
      empty={<p className="small quiet">{t('units.noChildren')}</p>}
      container={(items) => <ul className={styles.tree}>{items}</ul>}
    >
      {(unit) => <UnitNode unit={unit} />}
    </ConnectionList>
  );
}

function UnitNode({ unit }: { unit: AdminUnitFragment }) {
  const { t } = useTranslation('admin');
  const [open, setOpen] = useState(false);
  return (
    <li>
      <div className={styles.node}>
        <button
          type="button"
          className={styles.toggle}
          aria-expanded={open}
          aria-label={t(open ? 'units.collapse' : 'units.expand', { name: unit.name })}
          onClick={() => setOpen(!open)}
        >
          {open ? <DownOutlined /> : <RightOutlined />}
        </button>
        <Link to={unitAddress(unit.id)}>
          <Written>{unit.name}</Written>
        </Link>
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
