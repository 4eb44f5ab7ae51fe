import { useTranslation } from 'react-i18next';
// The verifier of the package; the build copies it beside the pages and gives its address.
// oxlint-disable-next-line import/default -- Vite makes it
import verifier from '../../../../verifier/verify.mjs?url';
import { CopyButton } from '../../ui/copy-button';
import { DownloadLink } from '../../ui/download-link';
import styles from './proof.module.css';

/** Both files have the same size of the tree, so that they fit together however long the download takes. */
const exportPath = (file: string, size: number): string => `/exports/${file}?size=${size}`;

export function Offline({ size, publicKey }: { size: number; publicKey: string }) {
  const { t } = useTranslation('proof');
  const command = `node verify.mjs ledger ledger.ndjson tree-heads.ndjson --key "${publicKey}"`;
  return (
    <div className="stack">
      <p className="measure">{t('offline.lead')}</p>
      <div className="row">
        <DownloadLink href={verifier} as="verify.mjs">
          {t('offline.verifier')}
        </DownloadLink>
        <DownloadLink href={exportPath('tree-heads.ndjson', size)}>{t('offline.heads')}</DownloadLink>
        <DownloadLink href={exportPath('ledger.ndjson', size)}>{t('offline.ledger')}</DownloadLink>
      </div>
      <div className="stack" style={{ gap: 8 }}>
        <pre className={styles.command} tabIndex={0} aria-label={t('offline.command')}>
          {command}
        </pre>
        <div>
          <CopyButton text={command} what={t('offline.command')} />
        </div>
      </div>
      <p className="small quiet measure">
        {t('offline.elsewhere')} {t('offline.format')}
      </p>
    </div>
  );
}
