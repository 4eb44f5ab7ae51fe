import { UpdateProfileDocument, type ViewerPartsFragment } from '@hongchuang/schema';
import { Button, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFieldFailure } from '../../lib/field-failure';
import { useStoredForm } from '../../lib/stored-form';
import { useAction } from '../../lib/use-action';
import { TextField } from '../../ui/fields';
import { FailureNotice } from '../../ui/states';

const NAME_MAX = 50;

export function ProfileForm({ viewer }: { viewer: ViewerPartsFragment }) {
  const { t } = useTranslation('account');
  const [saved, setSaved] = useState(false);
  const { form, formProps, clear, showFailure } = useStoredForm<{ name: string }>(`profile:${viewer.id}`, { name: viewer.name }, { onChange: () => setSaved(false) });
  const update = useAction(UpdateProfileDocument);
  const failure = useFieldFailure(update.failure, showFailure);
  const typed = Form.useWatch('name', form);
  const save = async ({ name }: { name: string }) => {
    const data = await update.run({ name: name.trim() });
    if (!data) return;
    form.setFieldsValue({ name: data.updateProfile.name });
    clear();
    setSaved(true);
  };
  return (
    <div className="stack">
      <dl className="stack" style={{ gap: 8 }}>
        <div>
          <dt className="small quiet">{t('profile.email')}</dt>
          <dd>{viewer.email}</dd>
        </div>
        {viewer.roles.length > 0 && (
          <div>
            <dt className="small quiet">{t('profile.roles')}</dt>
            <dd>{viewer.roles.map((role) => t(`terms:platformRole.${role}`)).join(' · ')}</dd>
          </div>
        )}
      </dl>
      <Form {...formProps} noValidate onFinish={(values) => void save(values)}>
        <TextField name="name" label={t('profile.name')} help={t('profile.nameHelp')} autoComplete="name" maxLength={NAME_MAX} required />
        <FailureNotice failure={failure} />
        <div className="row">
          <Button htmlType="submit" loading={update.busy} disabled={typed === undefined || typed.trim() === viewer.name}>
            {t('profile.save')}
          </Button>
          <span className="small pine" role="status">
            {saved && t('profile.saved')}
          </span>
        </div>
      </Form>
    </div>
  );
}
