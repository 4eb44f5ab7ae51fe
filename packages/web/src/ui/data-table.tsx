import { Table, type TableProps } from 'antd';
import type { MouseEvent, ReactNode } from 'react';
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
