import { useQuery } from '@apollo/client/react';
import {
  type CollectedListPartsFragment,
  type CollectedListRowPartsFragment,
  CollectedListRowsDocument,
  type ListRowsShown,
} from '@hongchuang/schema';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { ConnectionList } from '../../ui/connection-list';
import { DataTable } from '../../ui/data-table';
import { useShownCount } from '../../ui/load-more';
import { Money } from '../../ui/money';
import { EmptyState, SkeletonText } from '../../ui/states';
import { Written } from '../../ui/written';
import { CorrectRow } from './correct-row';

const PAGE_SIZE = 50;
const SHOWN: readonly ListRowsShown[] = ['ALL', 'GIFTS', 'FAULTY', 'LEFT_OUT'];

/** The rows of a list with their faults. It begins with the faulty rows where there are some. */
export function ListRows({ list }: { list: CollectedListPartsFragment }) {
  const { t } = useTranslation('collected-lists');
  const { id, faultCount, viewerActions } = list;
  const [shown, setShown] = useState<ListRowsShown>(faultCount > 0 ? 'FAULTY' : 'ALL');
  const [correcting, setCorrecting] = useState<CollectedListRowPartsFragment>();
  const first = useShownCount(PAGE_SIZE, shown);
  const { data, error, refetch, fetchMore } = useQuery(CollectedListRowsDocument, {
    variables: { id, shown, first },
    fetchPolicy: 'cache-and-network',
  });
  return (
    <div className="stack">
      <Segmented<ListRowsShown>
        aria-label={t('rows.shown')}
        value={shown}
        onChange={setShown}
        options={SHOWN.map((value) => ({ value, label: t(`shown.${value}`) }))}
      />
      {correcting && (
        <CorrectRow key={correcting.id} list={list} row={correcting} onClose={() => setCorrecting(undefined)} />
      )}
      <ConnectionList
        connection={data?.collectedList?.rows}
        error={error}
        refetch={refetch}
        fetchMore={fetchMore}
        pageSize={PAGE_SIZE}
        name={shown}
        skeleton={<SkeletonText lines={8} />}
        empty={<EmptyState title={t('rows.none')} />}
        whole={(rows) => (
          <RowTable rows={rows} onCorrect={viewerActions.includes('CORRECT') ? setCorrecting : undefined} />
        )}
      />
    </div>
  );
}

function RowTable({
  rows,
  onCorrect,
}: {
  rows: readonly CollectedListRowPartsFragment[];
  onCorrect?: (row: CollectedListRowPartsFragment) => void;
}) {
  const { t } = useTranslation('collected-lists');
  const language = useLanguage();
  return (
    <DataTable<CollectedListRowPartsFragment>
      rows={rows}
      label={t('rows.title')}
      empty={t('rows.none')}
      columns={[
        { title: t('rows.row'), dataIndex: 'rowNumber' },
        { title: t('rows.name'), render: (_, { name }) => <Written>{name}</Written> },
        {
          title: t('rows.amount'),
          align: 'right',
          render: (_, { amount }) => (amount === null ? '' : <Money fen={amount ?? 0} exact />),
        },
        {
          title: t('rows.category'),
          render: (_, { category }) => (category ? t(`terms:giverCategory.${category}`) : ''),
        },
        { title: t('rows.day'), render: (_, { givenOn }) => (givenOn ? formatDate(givenOn, language) : '') },
        { title: t('rows.note'), render: (_, { note }) => (note ? <Written>{note}</Written> : '') },
        { title: t('rows.state'), render: (_, row) => <RowState row={row} /> },
        ...(onCorrect === undefined
          ? []
          : [
              {
                title: t('correct.column'),
                render: (_: unknown, row: CollectedListRowPartsFragment) => (
                  <Button
                    size="small"
                    aria-label={t('correct.title', { row: row.rowNumber })}
                    onClick={() => onCorrect(row)}
                  >
                    {t('correct.action')}
                  </Button>
                ),
              },
            ]),
      ]}
    />
  );
}

function RowState({ row: { leftOut, faults } }: { row: CollectedListRowPartsFragment }) {
  const { t } = useTranslation('collected-lists');
  if (leftOut) return <span className="quiet">{t(`terms:leftOut.${leftOut}`)}</span>;
  if (faults.length === 0) return <span className="pine">{t('rows.good')}</span>;
  return (
    <ul className="amber">
      {faults.map(({ cell, message }) => (
        <li key={`${cell} ${message}`}>
          <strong>{cell}</strong> {message}
        </li>
      ))}
    </ul>
  );
}
