import {
  CreateOrganizationDocument,
  type CreateOrganizationInput,
  type OrganizationKind,
  UpdateOrganizationDocument,
  type WorkOrganizationFragment,
} from '@hongchuang/schema';
import { Button, Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { creditCodeProblem, plainCreditCode } from '../../lib/credit-code';
import { useFieldFailure } from '../../lib/field-failure';
import { useStoredForm } from '../../lib/stored-form';
import { useAction } from '../../lib/use-action';
import { useKeyedAction } from '../../lib/use-keyed-action';
import { Field, SelectField, TextAreaField, TextField } from '../../ui/fields';
import { FailureNotice } from '../../ui/states';
import { SubmitButton } from '../../ui/submit-button';
import { type UnitChoice, UnitPicker } from '../../ui/unit-picker';
import styles from './workspace.module.css';

const KINDS: OrganizationKind[] = [
  'SOCIAL_WORK',
  'PARTY_COMMITTEE',
  'ENTERPRISE',
  'CHARITY',
  'COMMUNITY',
  'GOVERNMENT',
];

interface Values {
  name: string;
  kind?: OrganizationKind;
  parentId?: UnitChoice | null;
  creditCode?: string;
  about?: string;
}

type OrganizationContent = Omit<CreateOrganizationInput, 'idempotencyKey'>;

export interface OrganizationFormProps {
  /** The organisation that is edited; without it the form creates a new one. */
  organization?: WorkOrganizationFragment;
  /** Set when this form contains the primary button of the page. */
  primary?: boolean;
  onDone: (organization: WorkOrganizationFragment) => void;
  onClose?: () => void;
}

export function OrganizationForm({ organization, primary = false, onDone, onClose }: OrganizationFormProps) {
  const { t } = useTranslation('workspace');
  const create = useKeyedAction(
    CreateOrganizationDocument,
    'organization:new',
    (content: OrganizationContent, idempotencyKey) => ({ input: { ...content, idempotencyKey } }),
    { leaves: true, refetch: ['Viewer'] },
  );
  const update = useAction(UpdateOrganizationDocument);
  const action = organization ? update : create;
  const { form, formProps, restored, clear, showFailure } = useStoredForm<Values>(
    organization ? `organization:${organization.id}` : 'organization:new',
    {
      name: organization?.name ?? '',
      kind: organization?.kind,
      parentId: organization?.parent ? { value: organization.parent.id, label: organization.parent.name } : null,
      creditCode: organization?.creditCode ?? '',
      about: organization?.about ?? '',
    },
  );
  const failure = useFieldFailure(action.failure, showFailure);

  const values = Form.useWatch([], form) as Values | undefined;
  // Said before saving: a verified organisation has to wait for verification again when these values change.
  const again =
    organization?.verification === 'VERIFIED' &&
    values !== undefined &&
    (values.name?.trim() !== organization.name ||
      values.kind !== organization.kind ||
      (plainCreditCode(values.creditCode ?? '') || null) !== organization.creditCode);

  const send = async ({ name, kind, parentId, creditCode, about }: Values) => {
    if (!kind) return;
    const content: OrganizationContent = {
      name: name.trim(),
      kind,
      parentId: parentId?.value ?? null,
      creditCode: plainCreditCode(creditCode ?? '') || null,
      about: about?.trim() ?? '',
    };
    const saved = organization
      ? (await update.run({ id: organization.id, input: content }))?.updateOrganization
      : (await create.send(content))?.createOrganization;
    if (!saved) return;
    clear();
    onDone(saved);
  };

  return (
    <Form {...formProps} className={styles.form} onFinish={send}>
      {restored && (
        <p className="small quiet" role="status" style={{ marginBottom: 16 }}>
          {t('form.restored')}
        </p>
      )}
      <TextField
        name="name"
        label={t('form.name')}
        help={t('form.nameHelp')}
        required
        maxLength={80}
        autoComplete="organization"
        rules={[{ min: 2, message: t('form.nameShort') }]}
      />
      <SelectField
        name="kind"
        label={t('form.kind')}
        required
        placeholder={t('form.choose')}
        options={KINDS.map((kind) => ({ value: kind, label: t(`terms:organizationKind.${kind}`) }))}
      />
      <Field name="parentId" label={t('form.parent')} help={t('form.parentHelp')}>
        <UnitPicker except={organization?.id} />
      </Field>
      <TextField
        name="creditCode"
        label={t('form.creditCode')}
        help={t('form.creditCodeHelp')}
        maxLength={30}
        autoComplete="off"
        rules={[
          {
            validator: (_rule, value: string | undefined) => {
              const problem = creditCodeProblem(value ?? '');
              return problem ? Promise.reject(new Error(t(`form.creditCodeProblem.${problem}`))) : Promise.resolve();
            },
          },
        ]}
      />
      <TextAreaField name="about" label={t('form.about')} help={t('form.aboutHelp')} rows={4} maxLength={2000} />
      {again && (
        <p className="amber small" role="status" style={{ marginBottom: 16 }}>
          {t('form.verifiedAgain')}
        </p>
      )}
      <FailureNotice failure={failure} kind={action.kind} />
      <div className="row" style={{ marginTop: 8 }}>
        <SubmitButton action={action} again={t('app:submit.again')} type={primary ? 'primary' : 'default'}>
          {t(organization ? 'form.save' : 'form.create')}
        </SubmitButton>
        {onClose && (
          <Button
            onClick={() => {
              clear();
              form.resetFields();
              action.reset();
              onClose();
            }}
          >
            {t(organization ? 'form.cancel' : 'form.giveUp')}
          </Button>
        )}
      </div>
    </Form>
  );
}
