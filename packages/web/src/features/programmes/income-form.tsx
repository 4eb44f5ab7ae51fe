import { BookProgrammeIncomeDocument, type ProgrammeRowFragment, type ProgrammeSource } from '@hongchuang/schema';
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
  source?: ProgrammeSource;
  amount: string;
  bankReference: string;
  note: string;
}

interface Content {
  source: ProgrammeSource;
  amount: number;
  bankReference: string;
  note: string;
}

/** Prepares the booking of money that arrived. A second person signs it. */
export function IncomeForm({ programme: { id, sources } }: { programme: ProgrammeRowFragment }) {
  const { t } = useTranslation('programmes');
  const book = useKeyedAction(
    BookProgrammeIncomeDocument,
    `programme-income:${id}`,
    (content: Content, idempotencyKey) => ({ input: { programmeId: id, ...content, idempotencyKey } }),
    { refetch: ['ProgrammeMoves'] },
  );
  const { form, formProps, clear, showFailure } = useStoredForm<Values>(`programme-income:${id}`, {
    source: undefined,
    amount: '',
    bankReference: '',
    note: '',
  });
  const failure = useFieldFailure(book.failure, showFailure);
  const send = async ({ source, amount, bankReference, note }: Values) => {
    const fen = parseYuan(amount);
    if (source === undefined || fen === undefined) return;
    if (!(await book.send({ source, amount: fen, bankReference, note }))) return;
    clear();
    form.resetFields();
  };
  return (
    <Form {...formProps} className="measure" onFinish={(values: Values) => void send(values)}>
      <SelectField
        name="source"
        label={t('money.source')}
        options={sources.map(({ source }) => ({ value: source, label: t(`terms:programmeSource.${source}`) }))}
        required
      />
      <AmountField />
      <TextField name="bankReference" label={t('income.reference')} maxLength={64} required />
      <TextField name="note" label={t('income.note')} help={t('income.noteHelp')} maxLength={200} required />
      <FailureNotice failure={failure} kind={book.kind} />
      <SubmitButton action={book}>{t('income.send')}</SubmitButton>
    </Form>
  );
}
