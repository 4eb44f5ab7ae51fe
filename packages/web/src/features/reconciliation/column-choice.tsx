import { DiscardStatementDocument, ImportStatementDocument, type StatementColumnsFragment, type StatementSummaryFragment } from '@hongchuang/schema';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '../../lib/use-action';
import { ConfirmAction } from '../../ui/confirm-action';
import { FailureNotice } from '../../ui/states';
import styles from './reconciliation.module.css';

const COLUMNS = ['IGNORED', 'DATE', 'TIME', 'AMOUNT', 'INCOME', 'EXPENSE', 'DIRECTION', 'BALANCE', 'NAME', 'ACCOUNT', 'TEXT', 'SERIAL'] as const;

type Column = StatementColumnsFragment['columns'][number];

/** The first rows with what each column says above them: guessed, to be corrected, and imported on one press. */
export function ColumnChoice({ statement, onDiscarded }: { statement: StatementColumnsFragment & Pick<StatementSummaryFragment, 'state' | 'faults'>; onDiscarded: () => void }) {
  const { t } = useTranslation('reconciliation');
  const { id, header, preview, isKnownLayout, format, encoding, state, faults } = statement;
  const [columns, setColumns] = useState<readonly Column[]>(statement.columns);
  const take = useAction(ImportStatementDocument);
  const discard = useAction(DiscardStatementDocument, { leaves: true, onDone: onDiscarded });
  const change = (index: number, column: Column) => setColumns((before) => before.map((one, at) => (at === index ? column : one)));
  return (
    <div className="stack-lg">
      {state === 'REFUSED' && (
        <div className={styles.faults} role="alert">
          <p className="strong">{t('faults.title')}</p>
          <ul className="stack" style={{ gap: 6 }}>
            {faults.map(({ row, message }, index) => (
              <li key={index}>
                <span className="num quiet">{row == null ? '' : t('faults.row', { row })}</span>
                <span>{message}</span>
              </li>
            ))}
          </ul>
          <p className="small quiet">{t('faults.advice')}</p>
        </div>
      )}
      <section className="stack">
        <div>
          <h2>{t('columns.title')}</h2>
          <p className="quiet measure">{t(isKnownLayout ? 'columns.known' : 'columns.guessed')}</p>
          <p className="small quiet">{t('columns.file', { format, encoding: encoding === 'gb18030' ? 'GBK' : (encoding ?? format).toUpperCase(), count: header.length })}</p>
        </div>
        <div className={styles.columns} role="region" aria-label={t('columns.preview')} tabIndex={0}>
          <table>
            <thead>
              <tr>
                {header.map((cell, index) => (
                  <th key={index} scope="col">
                    {cell || '—'}
                  </th>
                ))}
              </tr>
              <tr>
                {header.map((cell, index) => (
                  <td key={index}>
                    <Select<Column>
                      aria-label={t('columns.choose', { header: cell })}
                      value={columns[index]}
                      onChange={(column) => change(index, column)}
                      options={COLUMNS.map((value) => ({ value, label: t(`column.${value}`) }))}
                      popupMatchSelectWidth={false}
                      style={{ minWidth: 120 }}
                    />
                  </td>
                ))}
              </tr>
            </thead>
            <tbody>
              {preview.map((cells, row) => (
                <tr key={row}>
                  {cells.map((cell, index) => (
                    <td key={index} className={`small num ${columns[index] === 'IGNORED' ? styles.ignored : ''}`} title={cell}>
                      {cell}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <FailureNotice failure={take.failure ?? discard.failure} />
        <div className="row-between">
          <Button type="primary" loading={take.busy} onClick={() => void take.run({ input: { id, columns: [...columns] } })}>
            {t(state === 'REFUSED' ? 'columns.again' : 'columns.import')}
          </Button>
          <ConfirmAction label={t('columns.discard')} question={t('columns.discardQuestion')} confirm={t('columns.discardConfirm')} keep={t('columns.keep')} busy={discard.busy} onConfirm={() => discard.run({ id })} />
        </div>
      </section>
    </div>
  );
}
