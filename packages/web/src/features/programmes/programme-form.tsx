import { type ProgrammeSource, ProposeProgrammeDocument, type SourceUse } from '@hongchuang/schema';
import { Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFieldFailure } from '../../lib/field-failure';
import { useStoredForm } from '../../lib/stored-form';
import { useKeyedAction } from '../../lib/use-keyed-action';
import { SelectField, TextAreaField, TextField } from '../../ui/fields';
import { FailureNotice } from '../../ui/states';
import { SubmitButton } from '../../ui/submit-button';

const SOURCES: ProgrammeSource[] = ['GIFTS', 'PUBLIC_BUDGET', 'DUES'];
const USES: SourceUse[] = ['IN_ORDER', 'IN_PROPORTION'];

interface Values {
  title: string;
  purpose: string;
  sources: ProgrammeSource[];
  sourceUse?: SourceUse;
}

/** Proposes a programme. The sources pay in the order in which they are chosen. */
export function ProgrammeForm({ onDone }: { onDone: (id: string) => void }) {
  const { t } = useTranslation('programmes');
  const propose = useKeyedAction(
    ProposeProgrammeDocument,
    'programme:new',
    (content: Required<Values>, idempotencyKey) => ({ input: { ...content, idempotencyKey } }),
    { leaves: true },
  );
  const { formProps, clear, showFailure } = useStoredForm<Values>('programme:new', {
    title: '',
    purpose: '',
    sources: [],
    sourceUse: undefined,
  });
  const failure = useFieldFailure(propose.failure, showFailure);
  const send = async ({ sourceUse, ...content }: Values) => {
    if (sourceUse === undefined) return;
    const id = (await propose.send({ ...content, sourceUse }))?.proposeProgramme.id;
    if (id === undefined) return;
    clear();
    onDone(id);
  };
  return (
    <Form {...formProps} className="measure" onFinish={(values: Values) => void send(values)}>
      <TextField name="title" label={t('form.name')} maxLength={80} required />
      <TextAreaField name="purpose" label={t('form.purpose')} help={t('form.purposeHelp')} maxLength={2000} required />
      <SelectField
        name="sources"
        label={t('form.sources')}
        help={t('form.sourcesHelp')}
        mode="multiple"
        options={SOURCES.map((source) => ({ value: source, label: t(`terms:programmeSource.${source}`) }))}
        rules={[{ required: true, type: 'array', min: 1, message: t('app:field.choose') }]}
      />
      <SelectField
        name="sourceUse"
        label={t('form.sourceUse')}
        options={USES.map((use) => ({ value: use, label: t(`terms:sourceUse.${use}`) }))}
        required
      />
      <FailureNotice failure={failure} kind={propose.kind} />
      <SubmitButton action={propose}>{t('form.send')}</SubmitButton>
    </Form>
  );
}
