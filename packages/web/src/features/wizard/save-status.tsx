import { useApolloClient } from '@apollo/client/react';
import { ViewerDocument } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import { useOnline } from '../../lib/browser';
import { formatTime } from '../../lib/dates';
import { useFailureText } from '../../lib/failure';
import { useLanguage } from '../../lib/i18n';
import { signInPath } from '../../lib/viewer';
import type { SaveState } from './use-draft';
import styles from './wizard.module.css';

/**
 * Shows at any time where the work is stored. Screen readers announce it politely, because it changes while the person
 * types.
 */
export function SaveStatus({ save, onRetry }: { save: SaveState; onRetry: () => void }) {
  const { t } = useTranslation('wizard');
  const language = useLanguage();
  const online = useOnline();
  const describe = useFailureText();
  const client = useApolloClient();
  const navigate = useNavigate();
  const location = useLocation();

  /**
   * Leads to the sign-in page and back here. When the person has signed in again in another tab, it continues saving at
   * once.
   */
  const signIn = async () => {
    const { data } = await client.query({ query: ViewerDocument, fetchPolicy: 'network-only' });
    if (data?.viewer) onRetry();
    else await navigate(signInPath(location.pathname + location.search));
  };

  const line = () => {
    switch (save.kind) {
      case 'empty':
        return <span>{t('save.empty')}</span>;
      case 'device':
        return <span className={styles.save_done}>{t('save.device')}</span>;
      case 'saving':
        return <span>{t('save.saving')}</span>;
      case 'saved':
        return (
          <span className={styles.save_done}>
            {t('save.saved', { time: formatTime(save.at.toISOString(), language) })}
          </span>
        );
      case 'partly':
        return (
          <span>
            {t('save.partly', {
              time: formatTime(save.at.toISOString(), language),
              fields: save.held.map((field) => t(`field.${field}`)).join(t('listJoiner')),
            })}
          </span>
        );
      case 'conflict':
        return <span className={styles.save_waiting}>{t('save.conflict')}</span>;
      case 'failed': {
        const { code } = save.failure;
        if (code === 'UNAUTHENTICATED') {
          return (
            <>
              <span className={styles.save_waiting}>{t('save.signedOut')}</span>
              <button type="button" className={styles.link} onClick={() => void signIn()}>
                {t('save.signIn')}
              </button>
            </>
          );
        }
        if (!online) return <span className={styles.save_waiting}>{t('save.offline')}</span>;
        const waits = ['NETWORK', 'UNAVAILABLE', 'UNEXPECTED', 'LIMIT_EXCEEDED'].includes(code);
        return (
          <>
            <span className={styles.save_waiting}>
              {waits
                ? t('save.waits')
                : t('save.refused', { reason: save.failure.message || describe(save.failure).title })}
            </span>
            <button type="button" className={styles.link} onClick={onRetry}>
              {t('save.retry')}
            </button>
          </>
        );
      }
    }
  };
  return (
    <p className={styles.save} role="status">
      {line()}
    </p>
  );
}
