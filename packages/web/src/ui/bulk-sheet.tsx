import { Input } from 'antd';
import { type ClipboardEvent, type KeyboardEvent, type ReactNode, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Money } from './money';
import styles from './ui.module.css';

export interface SheetRow {
  id: string;
  name: ReactNode;
  /** Names the field of the row for screen readers. */
  label: string;
  fen: number;
  /** Why the row has no field and is left out. */
  leftOut?: string;
}

interface BulkSheetProps {
  /** Names the list for screen readers. */
  label: string;
  /** What is typed into each row. */
  column: string;
  rows: readonly SheetRow[];
  values: Readonly<Record<string, string>>;
  onChange: (values: Readonly<Record<string, string>>) => void;
  max: number;
  numeric?: boolean;
  /** The row that the server refused. */
  refused?: string;
}

/**
 * Rows with one field each, filled in like a column of a spreadsheet: Enter and the arrows move to the next row, and a
 * column that is pasted into a field fills the rows below.
 */
export function BulkSheet({ label, column, rows, values, onChange, max, numeric, refused }: BulkSheetProps) {
  const { t } = useTranslation('queue');
  const hint = useId();
  const root = useRef<HTMLUListElement>(null);
  const open = rows.filter(({ leftOut }) => leftOut === undefined);
  const move = (event: KeyboardEvent, id: string) => {
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' || event.key === 'Enter' ? 1 : 0;
    if (step === 0 || event.nativeEvent.isComposing) return;
    event.preventDefault();
    const next = open[open.findIndex((row) => row.id === id) + step];
    if (next) root.current?.querySelector<HTMLInputElement>(`[data-row="${CSS.escape(next.id)}"]`)?.focus();
  };
  const paste = (event: ClipboardEvent, id: string) => {
    const lines = event.clipboardData
      .getData('text')
      .replace(/\r?\n$/, '')
      .split(/\r?\n/);
    if (lines.length < 2) return;
    event.preventDefault();
    const below = open.slice(open.findIndex((row) => row.id === id));
    const pasted = below.slice(0, lines.length).map((row, at) => [row.id, lines[at]!.trim().slice(0, max)]);
    onChange({ ...values, ...(Object.fromEntries(pasted) as Record<string, string>) });
  };
  return (
    <div className="stack" style={{ gap: 8 }}>
      <p id={hint} className="small quiet">
        {t('bulk.sheetHint', { column })}
      </p>
      <ul className={styles.bulkSheet} aria-label={label} ref={root}>
        {rows.map((row) => (
          <li key={row.id}>
            <span className="small">{row.name}</span>
            <Money fen={row.fen} exact />
            {row.leftOut === undefined ? (
              <Input
                className="num"
                data-row={row.id}
                aria-label={row.label}
                aria-describedby={hint}
                aria-invalid={row.id === refused}
                status={row.id === refused ? 'error' : ''}
                placeholder={column}
                value={values[row.id] ?? ''}
                maxLength={max}
                inputMode={numeric ? 'numeric' : undefined}
                autoComplete="off"
                spellCheck={false}
                onKeyDown={(event) => move(event, row.id)}
                onPaste={(event) => paste(event, row.id)}
                onChange={(event) => onChange({ ...values, [row.id]: event.target.value })}
              />
            ) : (
              <span className="small amber">{row.leftOut}</span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The rows in which something is typed, with the trimmed text, and their sum in fen. */
export function filledIn(rows: readonly SheetRow[], values: Readonly<Record<string, string>>) {
  const filled = rows
    .filter(({ id, leftOut }) => leftOut === undefined && (values[id] ?? '').trim() !== '')
    .map((row) => ({ ...row, value: values[row.id]!.trim() }));
  return { filled, sum: filled.reduce((sum, { fen }) => sum + fen, 0) };
}

/** The row that a refusal names, such as ['inputs', 2, 'amount'], among the rows that were sent. */
export const refusedRow = (
  field: readonly (string | number)[] | undefined,
  sent: readonly { id: string }[],
): string | undefined => (field?.[0] === 'inputs' ? sent[Number(field[1])]?.id : undefined);
