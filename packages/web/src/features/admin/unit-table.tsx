import type { AdminUnitFragment } from '@hongchuang/schema';
import type { TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { formatDate } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { DataTable } from '../../ui/data-table';
import { TermChip } from '../../ui/term-chip';
import styles from './admin.module.css';
import { unitAddress } from './unit-facts';
import { Written } from '../../ui/written';

export function UnitTable({ units }: { units: readonly AdminUnitFragment[] }) {
  const { t } = useTranslation('admin');
  const language = useLanguage();
  const navigate = useNavigate();
  const columns: TableProps<AdminUnitFragment>['columns'] = [
    {
      title: t('units.name'),
      render: (_value, unit) => (
        <Link to={unitAddress(unit.id)}>
          <Written>{unit.name}</Written>
        </Link>
      ),
    },
    {
      title: t('units.verification'),
      render: (_value, unit) => <TermChip kind="verification" value={unit.verification} />,
    },
    {
      title: t('fact.kind'),
      render: (_value, unit) => <span className="nowrap">{t(`terms:organizationKind.${unit.kind}`)}</span>,
    },
    { title: t('fact.parent'), render: (_value, unit) => unit.parent?.name },
    {
      title: t('fact.creditCode'),
      render: (_value, unit) => <span className={`small ${styles.code}`}>{unit.creditCode}</span>,
    },
    {
      title: t('fact.created'),
      render: (_value, unit) => <span className="small nowrap">{formatDate(unit.createdAt, language)}</span>,
    },
  ];
  return (
    <DataTable
      rows={units}
      columns={columns}
      label={t('units.table')}
      empty={null}
      onOpen={(unit) => void navigate(unitAddress(unit.id))}
    />
  );
}
