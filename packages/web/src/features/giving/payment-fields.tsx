import type { PaymentMethod } from '@hongchuang/schema';
import { Form, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import styles from './giving.module.css';

export function PaymentFields({ methods, expiryDays }: { methods: readonly PaymentMethod[]; expiryDays: number }) {
  const { t } = useTranslation('giving');
  return (
    <Form.Item name="payment" label={t('payment.legend')} required>
      <Radio.Group className={styles.radios}>
        {methods.map((method) => (
          <Radio key={method} value={method}>
            <span className="strong">{t(`terms:paymentMethod.${method}`)}</span>
            <span className={`small quiet ${styles.radioHelp}`}>
              {t(`payment.how.${method}`, { days: expiryDays })}
            </span>
          </Radio>
        ))}
      </Radio.Group>
    </Form.Item>
  );
}
