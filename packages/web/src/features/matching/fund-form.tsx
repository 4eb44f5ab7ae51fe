import { useQuery } from '@apollo/client/react';
import {
  CampaignsDocument,
  FoundMatchFundDocument,
  type FoundMatchFundInput,
  type MatchScope,
  type PaymentMethod,
} from '@hongchuang/schema';
import { Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { fromShanghaiMinute } from '../../lib/dates';
import { useFieldFailure } from '../../lib/field-failure';
import { parseYuan } from '../../lib/money';
import { usePlatform } from '../../lib/platform';
import { useStoredForm } from '../../lib/stored-form';
import { useKeyedAction } from '../../lib/use-keyed-action';
import { Field, SelectField, TextField } from '../../ui/fields';
import { type ProjectChoice, ProjectPicker } from '../../ui/project-picker';
import { FailureNotice } from '../../ui/states';
import { SubmitButton } from '../../ui/submit-button';
import { useAmountRule } from './amount-rule';

const SCOPES: MatchScope[] = ['ALL', 'CATEGORY', 'PROJECTS', 'CAMPAIGN'];
/** Enough for the campaigns that are open or about to open. */
const CAMPAIGNS = 50;
const CAPS = ['perGift', 'perDonor', 'perProject', 'perDay', 'unlockAmount'] as const;
const FACTOR = { min: 1, max: 500 };
const PLACE = { min: 1, max: 100 };
const UNLOCK_GIFTS = { min: 1, max: 1_000_000 };

type Cap = (typeof CAPS)[number];

interface Values extends Record<Cap, string> {
  organizationId?: string;
  title: string;
  payment: PaymentMethod;
  factor: string;
  opensAt: string;
  closesAt: string;
  scope?: MatchScope;
  category?: string;
  campaignId?: string;
  projectIds: ProjectChoice[];
  unlockGifts: string;
  place: string;
}

const content = (values: Values, scope: MatchScope): FoundMatchFundInput => ({
  organizationId: values.organizationId ?? '',
  title: values.title,
  payment: values.payment,
  factor: Number(values.factor),
  ...Object.fromEntries(CAPS.map((cap) => [cap, parseYuan(values[cap]) ?? null])),
  opensAt: fromShanghaiMinute(values.opensAt),
  closesAt: fromShanghaiMinute(values.closesAt),
  scope,
  category: scope === 'CATEGORY' ? values.category : null,
  campaignId: scope === 'CAMPAIGN' ? values.campaignId : null,
  projectIds: scope === 'PROJECTS' ? values.projectIds.map(({ value }) => value) : null,
  unlockGifts: values.unlockGifts.trim() === '' ? null : Number(values.unlockGifts),
  place: Number(values.place),
});

/** Proposes a match fund of one of `units`. */
export function FundForm({
  units,
  onDone,
}: {
  units: readonly { id: string; name: string }[];
  onDone: (id: string) => void;
}) {
  const { t } = useTranslation('matching');
  const { platform, categoryLabel } = usePlatform();
  const amountRule = useAmountRule();
  const sandbox = platform?.paymentMethods.includes('SANDBOX') === true;
  const found = useKeyedAction(
    FoundMatchFundDocument,
    'match-fund:new',
    (input: FoundMatchFundInput, idempotencyKey) => ({ input: { ...input, idempotencyKey } }),
    { leaves: true },
  );
  const { form, formProps, clear, showFailure } = useStoredForm<Values>('match-fund:new', {
    organizationId: units.length === 1 ? units[0]?.id : undefined,
    title: '',
    payment: 'BANK_TRANSFER',
    factor: '100',
    perGift: '',
    perDonor: '',
    perProject: '',
    perDay: '',
    unlockAmount: '',
    unlockGifts: '',
    opensAt: '',
    closesAt: '',
    projectIds: [],
    place: '1',
  });
  const failure = useFieldFailure(found.failure, showFailure);
  const scope = Form.useWatch('scope', form);
  const { data: campaigns } = useQuery(CampaignsDocument, {
    variables: { first: CAMPAIGNS },
    skip: scope !== 'CAMPAIGN',
  });

  const send = async (values: Values) => {
    if (values.scope === undefined) return;
    const data = await found.send(content(values, values.scope));
    if (!data) return;
    clear();
    onDone(data.foundMatchFund.id);
  };
  const within = ({ min, max }: { min: number; max: number }) => ({
    validator: (_rule: unknown, value: unknown) => {
      const text = String(value ?? '').trim();
      const fits = /^\d+$/.test(text) && Number(text) >= min && Number(text) <= max;
      return text === '' || fits ? Promise.resolve() : Promise.reject(new Error(t('form.whole', { min, max })));
    },
  });

  return (
    <Form {...formProps} className="measure" onFinish={(values: Values) => void send(values)}>
      <SelectField
        name="organizationId"
        label={t('form.sponsor')}
        options={units.map(({ id, name }) => ({ value: id, label: name }))}
        required
      />
      <TextField name="title" label={t('form.titleLabel')} maxLength={100} required />
      {sandbox && (
        <SelectField
          name="payment"
          label={t('form.payment')}
          help={t('form.paymentHelp')}
          options={(['BANK_TRANSFER', 'SANDBOX'] as const).map((one) => ({
            value: one,
            label: t(`form.money.${one}`),
          }))}
          required
        />
      )}
      <TextField
        name="factor"
        label={t('form.factor')}
        help={t('form.factorHelp')}
        prefix="¥"
        inputMode="numeric"
        rules={[within(FACTOR)]}
        required
      />
      <SelectField
        name="scope"
        label={t('form.scope')}
        options={SCOPES.map((one) => ({ value: one, label: t(`terms:matchScope.${one}`) }))}
        required
      />
      {scope === 'CATEGORY' && (
        <SelectField
          name="category"
          label={t('form.category')}
          options={(platform?.categories ?? []).map(({ name }) => ({ value: name, label: categoryLabel(name) }))}
          required
        />
      )}
      {scope === 'CAMPAIGN' && (
        <SelectField
          name="campaignId"
          label={t('form.campaign')}
          options={(campaigns?.campaigns.edges ?? []).map(({ node }) => ({ value: node.id, label: node.title }))}
          required
        />
      )}
      {scope === 'PROJECTS' && (
        <Field
          name="projectIds"
          label={t('form.projects')}
          help={t('form.projectsHelp')}
          required
          rules={[{ required: true, type: 'array', min: 1, message: t('app:field.choose') }]}
        >
          <ProjectPicker />
        </Field>
      )}
      <TextField name="opensAt" label={t('form.opensAt')} type="datetime-local" required />
      <TextField name="closesAt" label={t('form.closesAt')} type="datetime-local" required />
      {CAPS.map((cap) => (
        <TextField
          key={cap}
          name={cap}
          label={t(`form.${cap}`)}
          help={cap === 'perGift' ? t('form.capHelp') : cap === 'unlockAmount' ? t('form.unlockAmountHelp') : undefined}
          prefix="¥"
          inputMode="decimal"
          rules={[amountRule]}
        />
      ))}
      <TextField
        name="unlockGifts"
        label={t('form.unlockGifts')}
        help={t('form.unlockGiftsHelp')}
        inputMode="numeric"
        rules={[within(UNLOCK_GIFTS)]}
      />
      <TextField
        name="place"
        label={t('form.place')}
        help={t('form.placeHelp')}
        inputMode="numeric"
        rules={[within(PLACE)]}
        required
      />
      <FailureNotice failure={failure} kind={found.kind} />
      <SubmitButton action={found}>{t('form.send')}</SubmitButton>
    </Form>
  );
}
