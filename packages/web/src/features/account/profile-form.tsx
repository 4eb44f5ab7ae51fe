import { UpdateProfileDocument, type ViewerPartsFragment } from '@hongchuang/schema';
import { Button, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFieldFailure } from '../../lib/field-failure';
import { useStoredForm } from '../../lib/stored-form';
import { useAction } from '../../lib/use-action';
import { useDuties } from '../../ui/duties';
import { TextField } from '../../ui/fields';
import { FailureNotice } from '../../ui/states';

const NAME_MAX = 50;

export function ProfileForm({ viewer }: { viewer: ViewerPartsFragment }) {
  const { t } = useTranslation('account');
  const duties = useDuties(viewer.grants);
  const [saved, setSaved] = useState(false);
  const { form, formProps, clear, showFailure } = useStoredForm<{ name: string }>(
    `profile:${viewer.id}`,
    { name: viewer.name },
    { onChange: () => setSaved(false) },
  );
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
      {duties.length > 0 && (
        <dl>
          <dt className="small quiet">{t('profile.roles')}</dt>
          <dd>
            <ul>
              {duties.map((duty) => (
                <li key={duty}>{duty}</li>
              ))}
            </ul>
          </dd>
        </dl>
      )}
      <Form {...formProps} noValidate onFinish={(values) => void save(values)}>
        <TextField
          name="name"
          label={t('profile.name')}
          help={t('profile.nameHelp')}
          autoComplete="name"
          maxLength={NAME_MAX}
          required
        />
        <FailureNotice failure={failure} />
        <div className="row">
          <Button
            htmlType="submit"
            loading={update.busy}
            disabled={typed === undefined || typed.trim() === viewer.name}
          >
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
