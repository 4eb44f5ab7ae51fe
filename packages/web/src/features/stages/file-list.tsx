import type { EvidenceFileFragment } from '@hongchuang/schema';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatSize } from '../../lib/file-size';
import { useMayTakeDown } from '../../lib/viewer';
import { useLanguage } from '../../lib/i18n';
import { Button } from '../../ui/button';
import { CopyButton } from '../../ui/copy-button';
import { Icon } from '../../ui/icon';
import { inKit } from '../../ui/in-kit';
import { TombstoneLine } from '../../ui/tombstone';
import { VerifiedMark } from '../../ui/verified-mark';
import { shortDigest } from './evidence';
import styles from './stages.module.css';

/** The icon of a file that is no picture. */
export function FileIcon({ type }: { type: string }) {
  return <Icon name={type.includes('spreadsheet') ? 'table' : 'document'} className={styles.fileIcon} />;
}

const TakeFileDown = inKit(() => import('./take-file-down'));

/** Files with name, size and the beginning of their digests, and below them how anybody can check the digests. */
export function FileList({ files }: { files: readonly EvidenceFileFragment[] }) {
  const { t } = useTranslation('stages');
  const language = useLanguage();
  if (files.length === 0) return null;
  const there = files.filter(({ tombstone }) => !tombstone);
  const gone = files.flatMap(({ tombstone }) => tombstone ?? []);
  const pictures = there.filter(({ previewUrl }) => previewUrl !== null);
  const others = there.filter(({ previewUrl }) => previewUrl === null);
  return (
    <div className="stack" style={{ gap: 8 }}>
      {pictures.length > 0 && (
        <ul className={styles.pictures}>
          {pictures.map(({ id, name, url, previewUrl }) => (
            <li key={id}>
              <a href={url} target="_blank" rel="noopener" className={styles.picture} title={name}>
                <img src={previewUrl!} alt={name} loading="lazy" />
                <span className="sr-only">{t('evidence.newTab')}</span>
              </a>
            </li>
          ))}
        </ul>
      )}
      {others.length > 0 && (
        <ul className={styles.files}>
          {others.map(({ id, name, type, bytes, url }) => (
            <li key={id}>
              <FileIcon type={type} />
              <a href={url} download={name} className={styles.fileName}>
                {name}
              </a>
              <span className="small quiet num">{formatSize(bytes, language)}</span>
            </li>
          ))}
        </ul>
      )}
      {gone.map((tombstone) => (
        <TombstoneLine key={tombstone.id} {...tombstone} />
      ))}
      <details className={styles.details}>
        <summary className="small">{t('files.verify')}</summary>
        <div className={styles.digests}>
          <p className="small quiet measure">{t('files.explain')}</p>
          <ul className="stack" style={{ gap: 12 }}>
            {files.map((file) => (
              <Digest key={file.id} file={file} />
            ))}
          </ul>
          <p className="small quiet measure">{t('files.commands')}</p>
          <p className="small num">
            <code>sha256sum FILE</code> · <code>certutil -hashfile FILE SHA256</code>
          </p>
        </div>
      </details>
    </div>
  );
}

type Checked = 'working' | 'same' | 'other' | 'lost';

/** Computes the digest of one file in this browser, from the bytes that the server sends now. */
function Digest({ file }: { file: EvidenceFileFragment }) {
  const { name, bytes, sha256, url, audience, tombstone } = file;
  const mayTakeDown = useMayTakeDown();
  const { t } = useTranslation('stages');
  const language = useLanguage();
  const [checked, setChecked] = useState<Checked>();
  const check = async () => {
    setChecked('working');
    try {
      const response = await fetch(url, { cache: 'reload' });
      if (!response.ok) throw new Error(String(response.status));
      const [{ sha256: digest }, { bytesToHex }] = await Promise.all([
        import('@noble/hashes/sha2.js'),
        import('@noble/hashes/utils.js'),
      ]);
      setChecked(bytesToHex(digest(new Uint8Array(await response.arrayBuffer()))) === sha256 ? 'same' : 'other');
    } catch {
      setChecked('lost');
    }
  };
  return (
    <li className={styles.digest}>
      <span className={styles.fileName}>
        {name} <span className="small quiet num">{formatSize(bytes, language)}</span>
      </span>
      <span className="row" style={{ gap: 8 }}>
        <code className="small num" title={sha256} aria-label={sha256}>
          SHA-256 {shortDigest(sha256)}…
        </code>
        <CopyButton text={sha256} what={t('files.digestOf', { name })} />
        {!tombstone && (
          <Button
            size="small"
            onClick={() => void check()}
            loading={checked === 'working'}
            aria-label={t('files.checkOne', { name })}
          >
            {t('files.check')}
          </Button>
        )}
      </span>
      {audience === 'REVIEWERS' && <span className="small quiet">{t('files.restricted')}</span>}
      {!tombstone && mayTakeDown && <TakeFileDown file={file} />}
      <span className={`small ${checked === 'same' ? 'pine' : 'amber'}`} role="status">
        {checked === 'same' && <VerifiedMark />} {checked && checked !== 'working' && t(`files.${checked}`)}
      </span>
    </li>
  );
}
