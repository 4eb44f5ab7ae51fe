import {
  DiscardStatementDocument,
  ImportStatementDocument,
  type StatementColumnsFragment,
  type StatementSummaryFragment,
} from '@hongchuang/schema';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '../../lib/use-action';
import { ConfirmAction } from '../../ui/confirm-action';
import { FailureNotice } from '../../ui/states';
import { HeaderChoice } from './header-choice';
import styles from './reconciliation.module.css';
import { RowsBeside } from './rows-beside';

const COLUMNS = [
  'IGNORED',
  'DATE',
  'TIME',
  'AMOUNT',
  'INCOME',
  'EXPENSE',
  'DIRECTION',
  'BALANCE',
  'NAME',
  'ACCOUNT',
  'TEXT',
  'SERIAL',
  'OWN_ACCOUNT',
  'CURRENCY',
  'OUTCOME',
] as const;
const UNITS = [
  'FEN',
  'JIAO',
  'YUAN',
  'HUNDRED_YUAN',
  'THOUSAND_YUAN',
  'TEN_THOUSAND_YUAN',
  'MILLION_YUAN',
  'HUNDRED_MILLION_YUAN',
] as const;

type Column = StatementColumnsFragment['columns'][number];

/**
 * Shows the first rows with the guessed meaning above each column. The treasurer corrects the guesses and starts the
 * import.
 */
export function ColumnChoice({
  statement,
  onDiscarded,
}: {
  statement: StatementColumnsFragment &
    Pick<StatementSummaryFragment, 'state' | 'faults' | 'rowsWaiting' | 'rowsLeftOut'>;
  onDiscarded: () => void;
}) {
  const { t } = useTranslation('reconciliation');
  const { id, header, preview, isKnownLayout, format, encoding, state, faults } = statement;
  const [columns, setColumns] = useState<readonly Column[]>(statement.columns);
  const [unit, setUnit] = useState(statement.moneyUnit ?? null);
  const take = useAction(ImportStatementDocument);
  const discard = useAction(DiscardStatementDocument, { leaves: true, onDone: onDiscarded });
  const change = (index: number, column: Column) =>
    setColumns((before) => before.map((one, at) => (at === index ? column : one)));
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
      {(statement.rowsWaiting > 0 || statement.rowsLeftOut > 0) && <RowsBeside statement={statement} />}
      <section className="stack">
        <div>
          <h2>{t('columns.title')}</h2>
          <p className="quiet measure">{t(isKnownLayout ? 'columns.known' : 'columns.guessed')}</p>
          <p className="small quiet">
            {t('columns.file', {
              format,
              encoding: encoding === 'gb18030' ? 'GBK' : (encoding ?? format).toUpperCase(),
              count: header.length,
            })}
          </p>
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
                    <td
                      key={index}
                      className={`small num ${columns[index] === 'IGNORED' ? styles.ignored : ''}`}
                      title={cell}
                    >
                      {cell}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <label className="row" style={{ gap: 8, flexWrap: 'wrap' }}>
          <span>{t('columns.unit')}</span>
          <Select
            aria-label={t('columns.unit')}
            value={unit ?? ''}
            onChange={(value) => setUnit(UNITS.find((one) => one === value) ?? null)}
            options={[
              { value: '', label: t('columns.unitOfFile') },
              ...UNITS.map((value) => ({ value, label: t(`unit.${value}`) })),
            ]}
            popupMatchSelectWidth={false}
            style={{ minWidth: 220 }}
          />
        </label>
        <HeaderChoice statement={statement} />
        <FailureNotice failure={take.failure ?? discard.failure} />
        <div className="row-between">
          <Button
            type="primary"
            loading={take.busy}
            disabled={state === 'UNDECIDED' && statement.rowsWaiting > 0}
            onClick={() => void take.run({ input: { id, columns: [...columns], unit } })}
          >
            {t(state === 'REFUSED' ? 'columns.again' : state === 'UNDECIDED' ? 'beside.again' : 'columns.import')}
          </Button>
          <ConfirmAction
            label={t('columns.discard')}
            question={t('columns.discardQuestion')}
            confirm={t('columns.discardConfirm')}
            keep={t('columns.keep')}
            busy={discard.busy}
            onConfirm={() => discard.run({ id })}
          />
        </div>
      </section>
    </div>
  );
}
