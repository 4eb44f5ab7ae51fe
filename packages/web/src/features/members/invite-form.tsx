import { InviteMemberDocument, type MembershipRole } from '@hongchuang/schema';
import { Button, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFieldFailure } from '../../lib/field-failure';
import { useStoredForm } from '../../lib/stored-form';
import { useKeyedAction } from '../../lib/use-keyed-action';
import { SelectField, TextField } from '../../ui/fields';
import { FailureNotice } from '../../ui/states';
import styles from './members.module.css';
import { ROLES } from './roles';

interface Values {
  email: string;
  role: MembershipRole;
}

/** Invites a person by e-mail. The form explains each role before the invitation is sent. */
export function InviteForm({ organizationId }: { organizationId: string }) {
  const { t } = useTranslation('members');
  // The answer includes the list of invitations.
  const invite = useKeyedAction(
    InviteMemberDocument,
    `invite:${organizationId}`,
    (content: { email: string; role: MembershipRole }, idempotencyKey) => ({
      input: { organizationId, ...content, idempotencyKey },
    }),
  );
  const [sent, setSent] = useState<string>();
  const { form, formProps, clear, showFailure } = useStoredForm<Values>(`invite:${organizationId}`, {
    email: '',
    role: 'EDITOR',
  });
  const role = Form.useWatch('role', form) ?? 'EDITOR';
  const failure = useFieldFailure(invite.failure, showFailure);

  return (
    <Form
      {...formProps}
      onFinish={async ({ email, role: offered }) => {
        setSent(undefined);
        const to = email.trim();
        if (!(await invite.send({ email: to, role: offered }))) return;
        clear();
        form.setFieldsValue({ email: '', role: offered });
        setSent(to);
      }}
    >
      <div className={styles.invite}>
        <TextField
          name="email"
          label={t('invite.email')}
          type="email"
          inputMode="email"
          autoComplete="off"
          required
          rules={[{ type: 'email', message: t('invite.emailWrong'), transform: (value: string) => value.trim() }]}
        />
        <SelectField
          name="role"
          label={t('invite.role')}
          required
          options={ROLES.map((one) => ({ value: one, label: t(`terms:membershipRole.${one}`) }))}
        />
        <div className={styles.inviteButton}>
          <Button htmlType="submit" loading={invite.busy}>
            {t('invite.send')}
          </Button>
        </div>
      </div>
      <p className="small quiet">{t(`invite.means.${role}`)}</p>
      <div role="status">{sent && <p className="small pine">{t('invite.sent', { email: sent })}</p>}</div>
      <FailureNotice failure={failure} kind={invite.kind} />
    </Form>
  );
}
