import {
  type CollectedListPartsFragment,
  type CollectedListRowPartsFragment,
  CorrectCollectedListRowDocument,
  type DonorCategory,
  LeaveOutCollectedListRowDocument,
} from '@hongchuang/schema';
import { Button, Form } from 'antd';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../lib/failure';
import { useFieldFailure } from '../../lib/field-failure';
import { fenToInput, parseYuan } from '../../lib/money';
import { useAction } from '../../lib/use-action';
import { DateField, SelectField, TextField } from '../../ui/fields';
import { FailureNotice } from '../../ui/states';
import { SubmitButton } from '../../ui/submit-button';

const CATEGORIES: readonly DonorCategory[] = ['MEMBER', 'APPLICANT', 'YOUTH_LEAGUE', 'NON_PARTY', 'PUBLIC'];

const FIELDS = ['name', 'amount', 'givenOn', 'note'] as const;

interface Values {
  name: string;
  amount: string;
  category?: DonorCategory;
  givenOn?: string;
  note?: string;
}

/** Corrects one row of a list in place, or leaves it out. Its values are kept nowhere else, because they name people. */
export function CorrectRow({
  list,
  row,
  onClose,
}: {
  list: CollectedListPartsFragment;
  row: CollectedListRowPartsFragment;
  onClose: () => void;
}) {
  const { t } = useTranslation('collected-lists');
  const [form] = Form.useForm<Values>();
  const options = { refetch: ['CollectedListRows'], onDone: onClose };
  const correct = useAction(CorrectCollectedListRowDocument, options);
  const leaveOut = useAction(LeaveOutCollectedListRowDocument, options);
  const showFailure = useCallback(
    ({ field, message }: Failure) => {
      const name = FIELDS.find((one) => one === field?.[0]);
      if (name !== undefined) form.setFields([{ name, errors: [message] }]);
      return name !== undefined;
    },
    [form],
  );
  const failure = useFieldFailure(correct.failure, showFailure);
  const { version } = list;
  return (
    <Form<Values>
      form={form}
      layout="vertical"
      requiredMark={false}
      className="card measure"
      style={{ padding: 16 }}
      initialValues={{
        name: row.name,
        amount: row.amount ? fenToInput(row.amount) : '',
        category: row.category ?? undefined,
        givenOn: row.givenOn ?? '',
        note: row.note ?? '',
      }}
      onFinish={({ name, amount, category, givenOn, note }) =>
        void correct.run({
          input: {
            id: row.id,
            version,
            name,
            amount: parseYuan(amount) ?? 0,
            category: category ?? null,
            givenOn: givenOn || null,
            note: note || null,
          },
        })
      }
    >
      <h3 className="h4">{t('correct.title', { row: row.rowNumber })}</h3>
      <TextField name="name" label={t('rows.name')} maxLength={50} required />
      <TextField name="amount" label={t('correct.amount')} inputMode="decimal" required />
      <SelectField
        name="category"
        label={t('rows.category')}
        allowClear
        options={CATEGORIES.map((value) => ({ value, label: t(`terms:giverCategory.${value}`) }))}
      />
      <DateField name="givenOn" label={t('rows.day')} />
      <TextField name="note" label={t('rows.note')} maxLength={200} />
      <FailureNotice failure={failure ?? leaveOut.failure} kind={correct.kind} />
      <div className="row" style={{ gap: 8 }}>
        <SubmitButton action={correct}>{t('correct.save')}</SubmitButton>
        <Button loading={leaveOut.busy} onClick={() => void leaveOut.run({ id: row.id, version })}>
          {t('correct.leaveOut')}
        </Button>
        <Button onClick={onClose}>{t('commit.keep')}</Button>
      </div>
    </Form>
  );
}
