import { SendVerificationDocument } from '@hongchuang/schema';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '../../lib/use-action';
import { FailureNotice } from '../../ui/states';
import styles from './session.module.css';

/** Says on every page that the address is not verified yet, what that prevents, and offers the letter again. */
export default function UnverifiedNotice({ email, isDemo }: { email: string; isDemo: boolean }) {
  const { t } = useTranslation('session');
  const [isSent, setSent] = useState(false);
  const send = useAction(SendVerificationDocument, { onDone: () => setSent(true), onFailed: () => setSent(false) });
  return (
    <section className={`wrap ${styles.unverified}`} aria-label={t('verify.title')}>
      <div className={styles.unverifiedRow}>
        <p>
          <span className="strong">{t('verify.notice', { email })}</span> {t('verify.why')} {isDemo && t('verify.demo')}
        </p>
        <Button size="small" loading={send.busy} onClick={() => void send.run({})}>
          {t('verify.again')}
        </Button>
      </div>
      <p className="small pine" role="status">
        {isSent && t('verify.sent')}
      </p>
      <FailureNotice failure={send.failure} />
    </section>
  );
}
