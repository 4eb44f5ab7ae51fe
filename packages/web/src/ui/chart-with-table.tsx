import { lazy, type ReactNode, Suspense } from 'react';
import { useDrawn } from '../lib/browser';
import { Skeleton } from './states';
import styles from './ui.module.css';

const EChart = lazy(() => import('./echart'));

/** Says again what the elements of the table are, because some browsers forget it where a style makes them blocks. */
const ROLES = {
  table: { role: 'table' },
  rowgroup: { role: 'rowgroup' },
  row: { role: 'row' },
  columnheader: { role: 'columnheader' },
  cell: { role: 'cell' },
} as const;

export interface ChartColumn<T> {
  title: string;
  value: (row: T) => ReactNode;
  number?: boolean;
}

export interface ChartWithTableProps<T> {
  /** Names the chart and the table. */
  title: string;
  /** One sentence with the result of the chart, for people who cannot see the chart or have little time. */
  summary: string;
  /** ECharts option with data, axes and series. Colours, fonts, grid and tooltip come from the tokens. */
  option: Record<string, unknown>;
  rows: readonly T[];
  rowKey: (row: T) => string;
  columns: readonly ChartColumn<T>[];
  height?: number;
}

/**
 * Shows a chart together with a table of the same figures, which can be read and copied. On a phone each row is a list.
 */
export function ChartWithTable<T>({
  title,
  summary,
  option,
  rows,
  rowKey,
  columns,
  height = 320,
}: ChartWithTableProps<T>) {
  // A chart is drawn to the size of the window, which the server does not know. The table has the same figures.
  const drawn = useDrawn();
  return (
    <figure>
      <figcaption className="stack" style={{ gap: 4, marginBottom: 16 }}>
        <h3>{title}</h3>
        <p className="small quiet measure">{summary}</p>
      </figcaption>
      <div className={styles.chart}>
        <div className={styles.chartCanvas} style={{ height }} role="img" aria-label={`${title}: ${summary}`}>
          {drawn ? (
            <Suspense fallback={<Skeleton height={height} />}>
              <EChart option={option} />
            </Suspense>
          ) : (
            <Skeleton height={height} />
          )}
        </div>
        <div
          className={styles.tableScroll}
          style={{ maxHeight: Math.max(height, 320) }}
          tabIndex={0}
          role="region"
          aria-label={title}
        >
          <table className={styles.chartTable} {...ROLES.table}>
            <caption className="sr-only">{title}</caption>
            <thead {...ROLES.rowgroup}>
              <tr {...ROLES.row}>
                {columns.map((column) => (
                  <th key={column.title} {...ROLES.columnheader} scope="col" data-number={column.number || undefined}>
                    {column.title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody {...ROLES.rowgroup}>
              {rows.map((row) => (
                <tr key={rowKey(row)} {...ROLES.row}>
                  {columns.map((column) => (
                    <td
                      key={column.title}
                      {...ROLES.cell}
                      data-label={column.title}
                      data-number={column.number || undefined}
                    >
                      {column.value(row)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
    </figure>
  );
}
