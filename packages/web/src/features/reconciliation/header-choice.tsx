import { useQuery } from '@apollo/client/react';
import { PointAtHeaderDocument, StatementFirstRowsDocument, type StatementColumnsFragment } from '@hongchuang/schema';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '../../lib/use-action';
import { ErrorState, FailureNotice, SkeletonText } from '../../ui/states';
import styles from './reconciliation.module.css';

type Shown = Pick<StatementColumnsFragment, 'id' | 'headerRow' | 'sheet'>;

/** Lets a treasurer choose the row where the table begins, when the guess is wrong. */
export function HeaderChoice({ statement }: { statement: Shown }) {
  const { t } = useTranslation('reconciliation');
  const [open, setOpen] = useState(false);
  return (
    <div className="stack" style={{ gap: 12 }}>
      <div>
        <Button
          type="link"
          style={{ padding: 0, height: 'auto', whiteSpace: 'normal', textAlign: 'left' }}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {t(open ? 'columns.headerClose' : 'columns.header')}
        </Button>
      </div>
      {open && <FirstRows statement={statement} />}
    </div>
  );
}

function FirstRows({ statement: { id, headerRow, sheet } }: { statement: Shown }) {
  const { t } = useTranslation('reconciliation');
  const { data, error, refetch } = useQuery(StatementFirstRowsDocument, {
    variables: { id },
    fetchPolicy: 'network-only',
  });
  const point = useAction(PointAtHeaderDocument);
  const rows = data?.statement?.firstRows;
  if (error && !rows) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!rows) return <SkeletonText lines={6} />;
  return (
    <section className="stack" style={{ gap: 8 }} aria-label={t('columns.headerTitle')}>
      <h3>{t('columns.headerTitle')}</h3>
      <p className="small quiet measure">{t('columns.headerHint')}</p>
      <FailureNotice failure={point.failure} />
      <div
        className={`${styles.columns} ${styles.first_rows}`}
        role="region"
        aria-label={t('columns.headerTitle')}
        tabIndex={0}
      >
        <table>
          <tbody>
            {rows.map(({ row, cells }) => (
              <tr key={row} className={row === headerRow ? styles.header_now : undefined}>
                <td>
                  {row === headerRow ? (
                    <span className="small strong">{t('columns.headerIs')}</span>
                  ) : (
                    <Button
                      size="small"
                      disabled={point.busy}
                      onClick={() => void point.run({ input: { id, headerRow: row, sheet } })}
                    >
                      {t('columns.headerHere', { row })}
                    </Button>
                  )}
                </td>
                {cells.map((cell, index) => (
                  <td key={index} className="small" title={cell}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
