import { PrepareProgrammeGrantsDocument } from '@hongchuang/schema';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 as uuidv7 } from 'uuid';
import { useAction } from '../../lib/use-action';
import { DataTable } from '../../ui/data-table';
import { Money } from '../../ui/money';
import { FailureNotice } from '../../ui/states';
import { Written } from '../../ui/written';
import { type ListRow, readRows } from './grant-rows';

const MOST = 500;

/**
 * Prepares a list of grants that is pasted from a spreadsheet. What is typed here stays on the page and is not stored on
 * the device, because it names people and their accounts.
 */
export function GrantsForm({ id }: { id: string }) {
  const { t } = useTranslation('programmes');
  const [text, setText] = useState('');
  const [note, setNote] = useState('');
  const [key, setKey] = useState(() => uuidv7());
  const prepare = useAction(PrepareProgrammeGrantsDocument, { kind: 'keyed', refetch: ['ProgrammeMoves'] });
  const rows = readRows(text);
  const faults = rows.filter(({ fault }) => fault !== null).length;
  const sum = rows.reduce((all, { amount }) => all + (amount ?? 0), 0);
  const isReady = rows.length > 0 && rows.length <= MOST && faults === 0 && note.trim() !== '';
  const change = (set: (value: string) => void) => (event: { target: { value: string } }) => {
    set(event.target.value);
    // Other content is another list.
    setKey(uuidv7());
  };
  const send = async () => {
    const input = {
      programmeId: id,
      note: note.trim(),
      rows: rows.map(({ name, account, bank, amount = 0 }) => ({ name, account, bank, amount })),
      idempotencyKey: key,
    };
    if (!(await prepare.run({ input }))) return;
    setText('');
    setNote('');
    setKey(uuidv7());
  };
  return (
    <Form layout="vertical" className="stack" onFinish={() => void send()}>
      <Form.Item label={t('grants.note')} extra={t('income.noteHelp')} htmlFor="grants-note" required>
        <Input id="grants-note" value={note} maxLength={200} onChange={change(setNote)} />
      </Form.Item>
      <Form.Item label={t('grants.rows')} extra={t('grants.rowsHelp')} htmlFor="grants-rows" required>
        <Input.TextArea
          id="grants-rows"
          value={text}
          autoSize={{ minRows: 4, maxRows: 12 }}
          autoComplete="off"
          onChange={change(setText)}
        />
      </Form.Item>
      {rows.length > 0 && (
        <>
          <p role="status">
            {t('grants.preview', { people: rows.length })} <Money fen={sum} exact />
            {faults > 0 && <span className="amber"> {t('grants.faults', { count: faults })}</span>}
            {rows.length > MOST && <span className="amber"> {t('grants.tooMany', { most: MOST })}</span>}
          </p>
          <DataTable
            rows={rows.slice(0, MOST).map((row, index) => ({ ...row, id: String(index) }))}
            label={t('grants.rows')}
            empty={null}
            columns={[
              { title: t('grants.row'), render: (_, { id: index }) => Number(index) + 1 },
              { title: t('grants.name'), render: (_, { name }) => <Written>{name}</Written> },
              { title: t('grants.account'), render: (_, { account }) => <span className="num">{account}</span> },
              { title: t('grants.bank'), render: (_, { bank }) => <Written>{bank}</Written> },
              { title: t('income.amount'), align: 'right', render: (_, row) => <Amount row={row} /> },
            ]}
          />
        </>
      )}
      <FailureNotice failure={prepare.failure} kind={prepare.kind} />
      <div>
        <Button type="primary" htmlType="submit" loading={prepare.busy} disabled={!isReady}>
          {t('income.send')}
        </Button>
      </div>
    </Form>
  );
}

function Amount({ row: { amount, fault } }: { row: ListRow }) {
  const { t } = useTranslation('programmes');
  if (fault !== null) return <span className="amber">{t(`grants.fault.${fault}`)}</span>;
  return <Money fen={amount ?? 0} exact />;
}
