import { Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { usePlatform } from '../../lib/platform';
import { Field } from '../../ui/fields';
import { LIMITS } from './draft';
import { useRules } from './use-problems';
import styles from './wizard.module.css';

export function BasicsStep() {
  const { t } = useTranslation('wizard');
  const { platform, loading, regionLabel, categoryLabel } = usePlatform();
  return (
    <>
      <Field name="title" label={t('basics.title')} help={t('basics.titleHelp')} required rules={useRules(['title'])}>
        <Input maxLength={LIMITS.title.max} showCount autoComplete="off" />
      </Field>
      <Field
        name="summary"
        label={t('basics.summary')}
        help={t('basics.summaryHelp')}
        required
        rules={useRules(['summary'])}
      >
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 8 }} maxLength={LIMITS.summary} showCount />
      </Field>
      <div className={styles.pair}>
        <Field name="category" label={t('basics.category')} required rules={useRules(['category'])}>
          <Select
            loading={loading}
            placeholder={t('basics.choose')}
            options={(platform?.categories ?? []).map(({ name }) => ({ value: name, label: categoryLabel(name) }))}
          />
        </Field>
        <Field name="region" label={t('basics.region')} required rules={useRules(['region'])}>
          <Select
            loading={loading}
            placeholder={t('basics.choose')}
            showSearch={{ optionFilterProp: 'label' }}
            options={(platform?.regions ?? []).map(({ name, fullName }) => ({
              value: name,
              label: regionLabel(name) === name ? fullName : regionLabel(name),
            }))}
          />
        </Field>
      </div>
    </>
  );
}
