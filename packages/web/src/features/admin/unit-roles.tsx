import { type AdminAccountFragment, type PlatformRole, SetPlatformRolesDocument } from '@hongchuang/schema';
import { Button, Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { endOfShanghaiDay, formatDate, shanghaiDay } from '../../lib/dates';
import { useFieldFailure } from '../../lib/field-failure';
import { useLanguage } from '../../lib/i18n';
import { useStoredForm } from '../../lib/stored-form';
import { useAction } from '../../lib/use-action';
import { useViewer } from '../../lib/viewer';
import { DateField, Field, SelectField } from '../../ui/fields';
import { FailureNotice } from '../../ui/states';
import { type UnitChoice, UnitPicker } from '../../ui/unit-picker';
import styles from './admin.module.css';

const ROLES: PlatformRole[] = ['REVIEWER', 'CASEWORKER', 'KEEPER', 'COORDINATOR'];

/** The roles that an account holds for single units: those it has, and a form for one more. */
export function UnitRoles({ account }: { account: AdminAccountFragment }) {
  const { t } = useTranslation('admin');
  const language = useLanguage();
  const grants = account.grants.flatMap(({ organization, ...grant }) =>
    organization ? [{ ...grant, organization }] : [],
  );
  const rolesIn = (unitId: string) =>
    grants.filter(({ organization }) => organization.id === unitId).map(({ role }) => role);
  const taking = useAction(SetPlatformRolesDocument);
  const mayGrant = useViewer().hasRole('ADMIN');
  return (
    <div className={styles.accountNotice}>
      {grants.length > 0 && (
        <ul className={styles.unitRoles} aria-label={t('accounts.unitRolesOf', { name: account.name })}>
          {grants.map(({ role, organization, validUntil }) => (
            <li key={`${role} ${organization.id}`}>
              <span>
                {t('accounts.unitRole', { role: t(`terms:platformRole.${role}`), unit: organization.name })}
                {validUntil && (
                  <span className="quiet"> · {t('accounts.until', { date: formatDate(validUntil, language) })}</span>
                )}
              </span>
              {mayGrant && (
                <Button
                  size="small"
                  type="text"
                  loading={taking.busy}
                  aria-label={t('accounts.takeUnitRole', {
                    role: t(`terms:platformRole.${role}`),
                    unit: organization.name,
                  })}
                  onClick={() =>
                    void taking.run({
                      userId: account.id,
                      organizationId: organization.id,
                      roles: rolesIn(organization.id).filter((one) => one !== role),
                    })
                  }
                >
                  {t('accounts.take')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      <FailureNotice failure={taking.failure} kind="write" />
      {mayGrant && (
        <details>
          <summary className="small">{t('accounts.giveForUnit')}</summary>
          <UnitRoleForm account={account} rolesIn={rolesIn} />
        </details>
      )}
    </div>
  );
}

interface Values {
  role: PlatformRole | null;
  organizationId: UnitChoice | null;
  validUntil: string;
}

function UnitRoleForm({
  account,
  rolesIn,
}: {
  account: AdminAccountFragment;
  rolesIn: (unitId: string) => PlatformRole[];
}) {
  const { t } = useTranslation('admin');
  const empty: Values = { role: null, organizationId: null, validUntil: '' };
  const { form, formProps, clear, showFailure } = useStoredForm<Values>(`unit-role:${account.id}`, empty);
  const action = useAction(SetPlatformRolesDocument, {
    onDone: () => {
      clear();
      form.setFieldsValue(empty);
    },
  });
  const failure = useFieldFailure(action.failure, showFailure);
  const send = ({ role, organizationId, validUntil }: Values) => {
    if (role === null || organizationId === null) return;
    const roles = [...new Set([...rolesIn(organizationId.value), role])];
    const end = validUntil ? endOfShanghaiDay(validUntil) : null;
    void action.run({ userId: account.id, organizationId: organizationId.value, roles, validUntil: end ?? null });
  };
  return (
    <Form {...formProps} name={`unit-role-${account.id}`} className={styles.unitRoleForm} onFinish={send}>
      <SelectField
        name="role"
        label={t('accounts.role')}
        required
        options={ROLES.map((role) => ({ value: role, label: t(`terms:platformRole.${role}`) }))}
      />
      <Field
        name="organizationId"
        label={t('accounts.unit')}
        help={t('accounts.unitHelp')}
        required
        rules={[{ required: true, message: t('accounts.unitNeeded') }]}
      >
        <UnitPicker />
      </Field>
      <DateField
        name="validUntil"
        label={t('accounts.validUntil')}
        help={t('accounts.validUntilHelp')}
        min={shanghaiDay(new Date().toISOString())}
      />
      <FailureNotice failure={failure} kind="write" />
      <Button htmlType="submit" loading={action.busy}>
        {t('accounts.give')}
      </Button>
    </Form>
  );
}
