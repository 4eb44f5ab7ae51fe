import { useQuery } from '@apollo/client/react';
import { AcceptPrivacyNoticeDocument, NoticeDueDocument } from '@hongchuang/schema';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNoticeVersion } from '../../lib/notice-version';
import { useAction } from '../../lib/use-action';
import { LinkButton } from '../../ui/link-button';
import { FailureNotice } from '../../ui/states';
import styles from './privacy.module.css';

/** Asks a person on every page to accept the privacy notice, when its version is a new one. */
export function NoticeDue() {
  const { t } = useTranslation('privacy');
  const { data } = useQuery(NoticeDueDocument);
  const version = useNoticeVersion();
  const accept = useAction(AcceptPrivacyNoticeDocument);
  if (data?.viewer?.noticeDue !== true || version === undefined) return null;
  return (
    <section className={`wrap ${styles.due}`} aria-label={t('title')}>
      <div className={styles.dueRow}>
        <p>{t('due', { version })}</p>
        <div className="row">
          <LinkButton to="/privacy">{t('read')}</LinkButton>
          <Button type="primary" loading={accept.busy} onClick={() => void accept.run({ version })}>
            {t('accept')}
          </Button>
        </div>
      </div>
      <FailureNotice failure={accept.failure} />
    </section>
  );
}
