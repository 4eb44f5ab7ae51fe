import { useTranslation } from 'react-i18next';
import { useLiveState } from '../lib/live-connection';
import styles from './ui.module.css';

/** Shows whether the figures beside it are live at this moment. `silent` is for a second mark on the same page. */
export function LiveMark({ silent = false }: { silent?: boolean }) {
  const { t } = useTranslation('app');
  const state = useLiveState();
  if (state === 'idle') return null;
  return (
    <span className={styles.live} role={silent ? undefined : 'status'}>
      <span className={`${styles.liveDot} ${state === 'live' ? styles.liveDot_live : ''}`} aria-hidden="true" />
      {t(`live.${state}`)}
    </span>
  );
}
