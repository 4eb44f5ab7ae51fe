import { Table, type TableProps } from 'antd';
import type { MouseEvent, ReactNode } from 'react';
import { usePhone } from '../lib/browser';
import styles from './ui.module.css';

export interface DataTableProps<T extends object> extends Pick<
  TableProps<T>,
  'columns' | 'loading' | 'rowKey' | 'summary' | 'footer' | 'rowSelection' | 'expandable'
> {
  rows: readonly T[];
  /** Names the table for screen readers. */
  label: string;
  empty: ReactNode;
  /** A click anywhere on a row opens it. Put a real link in the row as well, for the keyboard and for a new tab. */
  onOpen?: (row: T) => void;
  isActive?: (row: T) => boolean;
}

const onControl = (event: MouseEvent) =>
  (event.target as HTMLElement).closest('a,button,input,select,textarea,label') !== null;

/** A dense table: sticky header, tabular numbers, no paging of its own (put LoadMore under it). */
export function DataTable<T extends object>({
  rows,
  label,
  empty,
  onOpen,
  isActive,
  rowKey = 'id',
  ...table
}: DataTableProps<T>) {
  const phone = usePhone();
  // A phone has no room for columns; there each row is a list of its own.
  if (phone) return <RowsOnPhone columns={table.columns} {...{ rows, label, empty, onOpen, isActive, rowKey }} />;
  return (
    <div className={styles.tableWrap}>
      <Table<T>
        {...table}
        rowKey={rowKey}
        aria-label={label}
        dataSource={rows as T[]}
        pagination={false}
        sticky={{ offsetHeader: 0 }}
        scroll={{ x: 'max-content' }}
        size="middle"
        locale={{ emptyText: empty }}
        rowClassName={(row) => `${onOpen ? styles.rowOpens : ''} ${isActive?.(row) ? 'ant-table-row-selected' : ''}`}
        onRow={(row) =>
          onOpen
            ? {
                onClick: (event) => {
                  if (!onControl(event)) onOpen(row);
                },
              }
            : {}
        }
      />
    </div>
  );
}

type Column<T extends object> = NonNullable<TableProps<T>['columns']>[number];

const cellOf = <T extends object>(column: Column<T>, row: T, index: number): ReactNode =>
  'render' in column && column.render ? (column.render(undefined, row, index) as ReactNode) : null;

function RowsOnPhone<T extends object>({
  columns = [],
  rows,
  label,
  empty,
  onOpen,
  isActive,
  rowKey,
}: Pick<DataTableProps<T>, 'columns' | 'rows' | 'label' | 'empty' | 'onOpen' | 'isActive' | 'rowKey'>) {
  if (rows.length === 0) return <>{empty}</>;
  const keyOf = (row: T): string =>
    String(typeof rowKey === 'function' ? rowKey(row) : row[(rowKey ?? 'id') as keyof T]);
  return (
    <ul className={styles.dataRows} aria-label={label}>
      {rows.map((row, index) => (
        // The row has a link for the keyboard; a tap beside the link opens it as well.
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
        <li
          key={keyOf(row)}
          className={isActive?.(row) ? styles.dataRowActive : undefined}
          onClick={onOpen && ((event) => !onControl(event) && onOpen(row))}
        >
          <dl>
            {columns.map((column, place) => {
              const cell = cellOf(column, row, index);
              if (cell === null || cell === undefined || cell === '') return null;
              return (
                <div key={place} data-first={place === 0 || undefined}>
                  <dt className="small quiet">{column.title as ReactNode}</dt>
                  <dd>{cell}</dd>
                </div>
              );
            })}
          </dl>
        </li>
      ))}
    </ul>
  );
}
