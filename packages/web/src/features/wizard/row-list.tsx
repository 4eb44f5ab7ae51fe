import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GiftExampleRow, IndicatorRow, MilestoneRow } from './draft';
import { isEmptyRow } from './draft';
import styles from './wizard.module.css';

type Row = MilestoneRow | IndicatorRow | GiftExampleRow;

/** A list of small forms: rows can be added, moved and deleted, and a deleted row can be restored. */
export function RowList<T extends Row>({
  name,
  rows,
  max,
  onUndo,
  children,
}: {
  name: 'milestones' | 'indicators' | 'giftExamples';
  rows: readonly T[];
  max: number;
  onUndo: (row: T, index: number) => void;
  children: (index: number) => ReactNode;
}) {
  const { t } = useTranslation('wizard');
  const [deleted, setDeleted] = useState<{ row: T; index: number }>();
  const [said, setSaid] = useState('');
  return (
    <Form.List name={name}>
      {(fields, { add, remove, move }) => (
        <>
          {fields.map(({ key }, index) => (
            <fieldset key={key} className={styles.item} style={{ margin: '0 0 12px', minInlineSize: 0 }}>
              <legend className="sr-only">{t(`${name}.item`, { n: index + 1 })}</legend>
              <div className={styles.itemHead}>
                <span className="strong" aria-hidden="true">
                  {t(`${name}.item`, { n: index + 1 })}
                </span>
                <span className={styles.itemTools}>
                  {fields.length > 1 && (
                    <>
                      <Button
                        type="text"
                        icon={<ArrowUpOutlined />}
                        aria-label={t('rows.up', { n: index + 1 })}
                        disabled={index === 0}
                        onClick={() => {
                          move(index, index - 1);
                          setSaid(t('rows.moved', { n: index }));
                        }}
                      />
                      <Button
                        type="text"
                        icon={<ArrowDownOutlined />}
                        aria-label={t('rows.down', { n: index + 1 })}
                        disabled={index === fields.length - 1}
                        onClick={() => {
                          move(index, index + 1);
                          setSaid(t('rows.moved', { n: index + 2 }));
                        }}
                      />
                    </>
                  )}
                  <Button
                    type="text"
                    icon={<DeleteOutlined />}
                    aria-label={t('rows.remove', { n: index + 1 })}
                    onClick={() => {
                      const row = rows[index];
                      setDeleted(row && !isEmptyRow(row) ? { row, index } : undefined);
                      remove(index);
                      if (fields.length === 1) add({});
                    }}
                  />
                </span>
              </div>
              {children(index)}
            </fieldset>
          ))}
          {deleted && (
            <p className={styles.undo} role="status">
              {t('rows.deleted', { n: deleted.index + 1 })}
              <button
                type="button"
                className={styles.link}
                onClick={() => {
                  onUndo(deleted.row, deleted.index);
                  setDeleted(undefined);
                }}
              >
                {t('undo')}
              </button>
            </p>
          )}
          <span className="sr-only" role="status">
            {said}
          </span>
          <Button icon={<PlusOutlined />} onClick={() => add({})} disabled={fields.length >= max}>
            {t(`${name}.add`)}
          </Button>
        </>
      )}
    </Form.List>
  );
}

/** Returns `rows` with `row` back at its index, in place of the empty row that replaced it. */
export function putBack<T extends Row>(rows: readonly T[], row: T, index: number): T[] {
  const filled = rows.filter((one) => !isEmptyRow(one));
  return [...filled.slice(0, index), row, ...filled.slice(index)];
}
