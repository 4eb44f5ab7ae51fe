import type { ProofKeyPartsFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { StatusChip } from '../../ui/chip';
import { CopyButton } from '../../ui/copy-button';
import styles from './proof.module.css';

/** The signing keys, newest first; fingerprints are in groups that can be read aloud. */
export function PublicKeys({
  keys,
  currentId,
}: {
  keys: readonly ProofKeyPartsFragment[];
  currentId: string | undefined;
}) {
  const { t } = useTranslation('proof');
  const language = useLanguage();
  return (
    <ul className="stack">
      {keys.map((key) => (
        <li key={key.keyId} className="card card-pad">
          <dl className={styles.facts}>
            <div>
              <dt>{t('key.fingerprint')}</dt>
              <dd className={styles.hash}>{key.fingerprint.replace(/(.{4})(?=.)/g, '$1 ')}</dd>
            </div>
            <div>
              <dt>{t('key.public')}</dt>
              <dd className={`row ${styles.hash}`}>
                <span>{key.publicKey}</span>
                <CopyButton text={key.publicKey} what={t('key.public')} />
              </dd>
            </div>
            <div>
              <dt>{t('key.since')}</dt>
              <dd className="row">
                {formatDate(key.since, language)}
                <StatusChip tone={key.keyId === currentId ? 'done' : 'quiet'}>
                  {t(key.keyId === currentId ? 'key.current' : 'key.old')}
                </StatusChip>
              </dd>
            </div>
          </dl>
        </li>
      ))}
    </ul>
  );
}
