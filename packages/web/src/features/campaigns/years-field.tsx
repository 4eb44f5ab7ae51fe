import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { parseYuan } from '../../lib/money';
import { TextField } from '../../ui/fields';
import styles from './campaigns.module.css';

const MAX_YEARS = 30;

/** An earlier year as it is typed. */
export interface YearRow {
  year?: string;
  raised?: string;
  giftCount?: string;
  source?: string;
}

const isNumber = (text: unknown): boolean => /^\d{1,10}$/.test(String(text ?? '').trim());

/** Earlier years of the same drive: figures that the unit knows from its own records. */
export function YearsField() {
  const { t } = useTranslation('campaigns');
  const number = { validator: (_: unknown, value: unknown) => check(isNumber(value), t('form.years.number')) };
  const amount = {
    validator: (_: unknown, value: unknown) =>
      check(parseYuan(String(value ?? '')) !== undefined, t('form.years.amount')),
  };
  return (
    <Form.List name="earlierYears">
      {(fields, { add, remove }) => (
        <fieldset className="stack" style={{ gap: 12, marginBottom: 24 }}>
          <legend className="strong">{t('form.years.title')}</legend>
          <p className="small quiet">{t('form.years.help')}</p>
          {fields.map(({ key, name }, index) => (
            <div key={key} className={styles.year} role="group" aria-label={t('form.years.item', { n: index + 1 })}>
              <TextField name={[name, 'year']} label={t('years.year')} inputMode="numeric" rules={[number]} required />
              <TextField
                name={[name, 'raised']}
                label={t('form.years.raised')}
                inputMode="decimal"
                rules={[amount]}
                required
              />
              <TextField
                name={[name, 'giftCount']}
                label={t('figures.gifts')}
                inputMode="numeric"
                rules={[number]}
                required
              />
              <TextField name={[name, 'source']} label={t('years.source')} maxLength={200} required />
              <Button
                type="text"
                icon={<DeleteOutlined />}
                aria-label={t('form.years.remove', { n: index + 1 })}
                onClick={() => remove(name)}
              />
            </div>
          ))}
          <div>
            <Button icon={<PlusOutlined />} onClick={() => add({})} disabled={fields.length >= MAX_YEARS}>
              {t('form.years.add')}
            </Button>
          </div>
        </fieldset>
      )}
    </Form.List>
  );
}

const check = (holds: boolean, message: string): Promise<void> =>
  holds ? Promise.resolve() : Promise.reject(new Error(message));
