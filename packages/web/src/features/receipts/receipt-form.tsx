import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Button } from '../../ui/button';
import { Input } from '../../ui/input';
import { normalizeReceiptNumber } from './receipt-number';
import styles from './receipts.module.css';

export function ReceiptForm({ initial = '' }: { initial?: string }) {
  const { t } = useTranslation('receipts');
  const navigate = useNavigate();
  const id = useId();
  const [text, setText] = useState(initial);
  const [missing, setMissing] = useState(false);

  const check = (event: FormEvent) => {
    event.preventDefault();
    const number = normalizeReceiptNumber(text);
    setMissing(number === '');
    if (number !== '') void navigate(`/receipts/${encodeURIComponent(number)}`);
  };

  return (
    <form onSubmit={check} className={styles.form} noValidate>
      <label htmlFor={id}>{t('number')}</label>
      <div className={styles.formRow}>
        <Input
          id={id}
          large
          value={text}
          maxLength={64}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          aria-invalid={missing}
          aria-describedby={`${id}-help`}
          onChange={(event) => setText(event.target.value)}
        />
        <Button kind="primary" size="large" type="submit">
          {t('check')}
        </Button>
      </div>
      <p id={`${id}-help`} className="small quiet" role={missing ? 'alert' : undefined}>
        {t(missing ? 'missing' : 'help')}
      </p>
    </form>
  );
}
