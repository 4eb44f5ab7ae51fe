import {
  type ProgrammeMoveRowFragment,
  ReadProgrammeRecipientsDocument,
  type ReadProgrammeRecipientsMutation,
  ReturnProgrammeGrantDocument,
} from '@hongchuang/schema';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { downloadCsv } from '../../lib/csv';
import { useFieldFailure } from '../../lib/field-failure';
import { fenToInput } from '../../lib/money';
import { useStoredForm } from '../../lib/stored-form';
import { useAction } from '../../lib/use-action';
import { useViewer } from '../../lib/viewer';
import { DataTable } from '../../ui/data-table';
import { TextField } from '../../ui/fields';
import { Money } from '../../ui/money';
import { FailureNotice } from '../../ui/states';
import { SubmitButton } from '../../ui/submit-button';
import { Written } from '../../ui/written';

type Recipient = ReadProgrammeRecipientsMutation['readProgrammeRecipients'][number];

/** Who is on a list of grants, after a reason was typed. Each look is on record. */
export function Recipients({ move }: { move: Pick<ProgrammeMoveRowFragment, 'id'> }) {
  const { t } = useTranslation('programmes');
  const [open, setOpen] = useState(false);
  const [people, setPeople] = useState<readonly Recipient[]>();
  const { formProps, clear, showFailure } = useStoredForm(`programme-list:${move.id}`, { reason: '' });
  const read = useAction(ReadProgrammeRecipientsDocument, {
    onDone: ({ readProgrammeRecipients }) => {
      clear();
      setPeople(readProgrammeRecipients);
    },
  });
  const failure = useFieldFailure(read.failure, showFailure);
  if (people)
    return (
      <RecipientTable
        people={people}
        moveId={move.id}
        onReturned={(id) =>
          setPeople(people.map((one) => (one.id === id ? { ...one, state: 'RETURNED' as const } : one)))
        }
      />
    );
  if (!open)
    return (
      <div>
        <Button type="text" size="small" className="no-print" onClick={() => setOpen(true)}>
          {t('list.open')}
        </Button>
      </div>
    );
  return (
    <Form
      {...formProps}
      className="measure no-print"
      onFinish={({ reason }) => void read.run({ moveId: move.id, reason: reason.trim() })}
    >
      <TextField name="reason" label={t('list.reason')} help={t('list.reasonHelp')} maxLength={500} required />
      <FailureNotice failure={failure} kind="write" />
      <SubmitButton action={read}>{t('list.show')}</SubmitButton>
    </Form>
  );
}

function RecipientTable({
  people,
  moveId,
  onReturned,
}: {
  people: readonly Recipient[];
  moveId: string;
  onReturned: (id: string) => void;
}) {
  const { t } = useTranslation('programmes');
  const { hasRole } = useViewer();
  const save = () =>
    downloadCsv(`grants-${moveId}.csv`, [
      [t('grants.name'), t('grants.account'), t('grants.bank'), t('income.amount')],
      // An account number has up to 32 digits. A tab before it keeps spreadsheets from making a number of it.
      ...people.map(({ name, account, bank, amount }) => [name, `\t${account}`, bank, fenToInput(amount)]),
    ]);
  return (
    <div className="stack">
      <DataTable
        rows={people}
        label={t('list.title')}
        empty={null}
        columns={[
          { title: t('grants.row'), render: (_, { position }) => position },
          { title: t('grants.name'), render: (_, { name }) => <Written>{name}</Written> },
          { title: t('grants.account'), render: (_, { account }) => <span className="num">{account}</span> },
          { title: t('grants.bank'), render: (_, { bank }) => <Written>{bank}</Written> },
          { title: t('income.amount'), align: 'right', render: (_, { amount }) => <Money fen={amount} exact /> },
          {
            title: t('list.state'),
            render: (_, { id, name, state }) =>
              state === 'PAID' && hasRole('TREASURER') ? (
                <Return id={id} name={name} onReturned={() => onReturned(id)} />
              ) : (
                t(`terms:grantState.${state}`)
              ),
          },
        ]}
      />
      <div>
        <Button size="small" className="no-print" onClick={save}>
          {t('list.save')}
        </Button>
      </div>
    </div>
  );
}

/** Records that the payment of a grant came back. */
function Return({ id, name, onReturned }: { id: string; name: string; onReturned: () => void }) {
  const { t } = useTranslation('programmes');
  const [reference, setReference] = useState<string>();
  const action = useAction(ReturnProgrammeGrantDocument, {
    refetch: ['ProgrammeMoves', 'ProgrammePage'],
    onDone: onReturned,
  });
  if (reference === undefined)
    return (
      <span className="row" style={{ gap: 8 }}>
        {t('terms:grantState.PAID')}
        <Button size="small" type="text" aria-label={t('list.returnOf', { name })} onClick={() => setReference('')}>
          {t('list.return')}
        </Button>
      </span>
    );
  return (
    <span className="stack" style={{ gap: 4 }}>
      <Input
        value={reference}
        maxLength={64}
        size="small"
        aria-label={t('income.reference')}
        placeholder={t('income.reference')}
        onChange={(event) => setReference(event.target.value)}
      />
      <FailureNotice failure={action.failure} kind="write" />
      <Button
        size="small"
        loading={action.busy}
        disabled={reference.trim() === ''}
        onClick={() => void action.run({ input: { grantId: id, bankReference: reference.trim() } })}
      >
        {t('list.return')}
      </Button>
    </span>
  );
}
