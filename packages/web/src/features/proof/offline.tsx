import { DownloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../ui/copy-button';
import styles from './proof.module.css';

/** The verifier of the package; the build copies it beside the pages. */
const verifier = new URL('../../../../verifier/verify.mjs', import.meta.url).href;

/** Both files have the same size of the tree, so that they fit together however long the download takes. */
const exportPath = (file: string, size: number): string => `/exports/${file}?size=${size}`;

export function Offline({ size, publicKey }: { size: number; publicKey: string }) {
  const { t } = useTranslation('proof');
  const command = `node verify.mjs ledger ledger.ndjson tree-heads.ndjson --key "${publicKey}"`;
  return (
    <div className="stack">
      <p className="measure">{t('offline.lead')}</p>
      <div className="row">
        <Button href={verifier} download="verify.mjs" icon={<DownloadOutlined aria-hidden="true" />}>
          {t('offline.verifier')}
        </Button>
        <Button href={exportPath('tree-heads.ndjson', size)} download icon={<DownloadOutlined aria-hidden="true" />}>
          {t('offline.heads')}
        </Button>
        <Button href={exportPath('ledger.ndjson', size)} download icon={<DownloadOutlined aria-hidden="true" />}>
          {t('offline.ledger')}
        </Button>
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
