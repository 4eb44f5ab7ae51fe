import {
  type CampaignInput,
  type CampaignKind,
  type CampaignPartsFragment,
  CreateCampaignDocument,
  UpdateCampaignDocument,
} from '@hongchuang/schema';
import { Button, Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { fromShanghaiMinute, shanghaiMinute } from '../../lib/dates';
import { useFieldFailure } from '../../lib/field-failure';
import { fenToInput, parseYuan } from '../../lib/money';
import { useStoredForm } from '../../lib/stored-form';
import { useAction } from '../../lib/use-action';
import { useKeyedAction } from '../../lib/use-keyed-action';
import { Field, SelectField, TextAreaField, TextField } from '../../ui/fields';
import { type ProjectChoice, ProjectPicker } from '../../ui/project-picker';
import { FailureNotice } from '../../ui/states';
import { SubmitButton } from '../../ui/submit-button';
import { type YearRow, YearsField } from './years-field';

const KINDS: CampaignKind[] = ['UNIT_DRIVE', 'ANNUAL_DAY', 'GIVING_DAY', 'RELIEF_APPEAL'];

interface Values {
  organizerId?: string;
  kind?: CampaignKind;
  title: string;
  theme: string;
  rules: string;
  opensAt: string;
  closesAt: string;
  projectIds: ProjectChoice[];
  earlierYears: YearRow[];
}

/** Proposes a campaign of one of `units`, or changes `campaign`. */
export function CampaignForm({
  units,
  campaign,
  onDone,
  onClose,
}: {
  units?: readonly { id: string; name: string }[];
  campaign?: CampaignPartsFragment;
  onDone: (id: string) => void;
  onClose?: () => void;
}) {
  const { t } = useTranslation('campaigns');
  const create = useKeyedAction(
    CreateCampaignDocument,
    'campaign:new',
    (content: { organizerId: string; input: CampaignInput }, idempotencyKey) => ({ ...content, idempotencyKey }),
    { leaves: true },
  );
  const update = useAction(UpdateCampaignDocument, { leaves: true });
  const action = campaign ? update : create;
  const { formProps, clear, showFailure } = useStoredForm<Values>(
    campaign ? `campaign:${campaign.id}:${campaign.version}` : 'campaign:new',
    {
      organizerId: units?.length === 1 ? units[0]?.id : undefined,
      kind: campaign?.kind,
      title: campaign?.title ?? '',
      theme: campaign?.theme ?? '',
      rules: campaign?.rules ?? '',
      opensAt: campaign ? shanghaiMinute(campaign.opensAt) : '',
      closesAt: campaign ? shanghaiMinute(campaign.closesAt) : '',
      projectIds: campaign?.projects.map(({ id, title }) => ({ value: id, label: title })) ?? [],
      earlierYears:
        campaign?.earlierYears.map(({ year, raised, giftCount, source }) => ({
          year: String(year),
          raised: fenToInput(raised),
          giftCount: String(giftCount),
          source,
        })) ?? [],
    },
  );
  const failure = useFieldFailure(action.failure, showFailure);

  const send = async ({
    organizerId = '',
    kind,
    title,
    theme,
    rules,
    opensAt,
    closesAt,
    projectIds,
    earlierYears,
  }: Values) => {
    if (kind === undefined) return;
    const input: CampaignInput = {
      kind,
      title,
      theme,
      rules,
      opensAt: fromShanghaiMinute(opensAt),
      closesAt: fromShanghaiMinute(closesAt),
      projectIds: projectIds.map(({ value }) => value),
      earlierYears: (earlierYears ?? []).map(({ year, raised, giftCount, source }) => ({
        year: Number(year),
        raised: parseYuan(raised ?? '') ?? 0,
        giftCount: Number(giftCount),
        source: source ?? '',
      })),
    };
    const id = campaign
      ? (await update.run({ id: campaign.id, input }))?.updateCampaign.id
      : (await create.send({ organizerId, input }))?.createCampaign.id;
    if (id === undefined) return;
    clear();
    onDone(id);
  };

  return (
    <Form {...formProps} className="measure" onFinish={(values: Values) => void send(values)}>
      {units && (
        <SelectField
          name="organizerId"
          label={t('form.organizer')}
          options={units.map(({ id, name }) => ({ value: id, label: name }))}
          required
        />
      )}
      <SelectField
        name="kind"
        label={t('form.kind')}
        options={KINDS.map((kind) => ({ value: kind, label: t(`terms:campaignKind.${kind}`) }))}
        required
      />
      <TextField name="title" label={t('form.titleLabel')} maxLength={60} required />
      <TextField name="theme" label={t('form.theme')} maxLength={200} required />
      <TextField name="opensAt" label={t('form.opensAt')} type="datetime-local" required />
      <TextField name="closesAt" label={t('form.closesAt')} type="datetime-local" required />
      <Field
        name="projectIds"
        label={t('form.projects')}
        help={t('form.projectsHelp')}
        required
        rules={[{ required: true, type: 'array', min: 1, message: t('app:field.choose') }]}
      >
        <ProjectPicker />
      </Field>
      <TextAreaField
        name="rules"
        label={t('form.rules')}
        help={t('form.rulesHelp')}
        maxLength={5000}
        rows={6}
        required
      />
      <YearsField />
      <FailureNotice failure={failure} kind={action.kind} />
      <div className="row" style={{ gap: 8 }}>
        <SubmitButton action={action}>{t('form.send')}</SubmitButton>
        {onClose && <Button onClick={onClose}>{t('form.cancel')}</Button>}
      </div>
    </Form>
  );
}
