import { useQuery } from '@apollo/client/react';
import {
  AllocateToProgrammeDocument,
  type ProgrammeRowFragment,
  ProgrammesDocument,
  type ProgrammeSource,
} from '@hongchuang/schema';
import { Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFieldFailure } from '../../lib/field-failure';
import { parseYuan } from '../../lib/money';
import { useStoredForm } from '../../lib/stored-form';
import { useKeyedAction } from '../../lib/use-keyed-action';
import { SelectField, TextField } from '../../ui/fields';
import { FailureNotice } from '../../ui/states';
import { SubmitButton } from '../../ui/submit-button';
import { AmountField } from './amount-field';

interface Values {
  toProgrammeId?: string;
  source?: ProgrammeSource;
  amount: string;
  note: string;
}

interface Content {
  toProgrammeId: string;
  source: ProgrammeSource;
  amount: number;
  note: string;
}

/** Prepares that money of one source goes to another programme. A second person signs; then it is in public notice. */
export function AllocationForm({ programme: { id, sources } }: { programme: ProgrammeRowFragment }) {
  const { t } = useTranslation('programmes');
  const { data } = useQuery(ProgrammesDocument, { variables: { first: 50 } });
  const others = (data?.programmes.edges ?? []).filter(({ node }) => node.id !== id && node.state === 'OPEN');
  const allocate = useKeyedAction(
    AllocateToProgrammeDocument,
    `programme-allocation:${id}`,
    (content: Content, idempotencyKey) => ({ input: { programmeId: id, ...content, idempotencyKey } }),
    { refetch: ['ProgrammeMoves'] },
  );
  const { form, formProps, clear, showFailure } = useStoredForm<Values>(`programme-allocation:${id}`, {
    toProgrammeId: undefined,
    source: undefined,
    amount: '',
    note: '',
  });
  const failure = useFieldFailure(allocate.failure, showFailure);
  const send = async ({ toProgrammeId, source, amount, note }: Values) => {
    const fen = parseYuan(amount);
    if (toProgrammeId === undefined || source === undefined || fen === undefined) return;
    if (!(await allocate.send({ toProgrammeId, source, amount: fen, note }))) return;
    clear();
    form.resetFields();
  };
  return (
    <Form {...formProps} className="measure" onFinish={(values: Values) => void send(values)}>
      <SelectField
        name="toProgrammeId"
        label={t('allocation.to')}
        options={others.map(({ node }) => ({ value: node.id, label: node.title }))}
        required
      />
      <SelectField
        name="source"
        label={t('money.source')}
        options={sources.map(({ source }) => ({ value: source, label: t(`terms:programmeSource.${source}`) }))}
        required
      />
      <AmountField />
      <TextField name="note" label={t('allocation.why')} help={t('income.noteHelp')} maxLength={200} required />
      <FailureNotice failure={failure} kind={allocate.kind} />
      <SubmitButton action={allocate}>{t('income.send')}</SubmitButton>
    </Form>
  );
}
