import { useTranslation } from 'react-i18next';
import { evidenceName, isPicture, isSafeEvidence } from './evidence';
import styles from './stages.module.css';

/**
 * The evidence of a report: pictures of this server are shown, everything else is a link into a new tab that gets no
 * access to this one and no referrer.
 */
export function EvidenceList({ urls }: { urls: readonly string[] }) {
  const { t } = useTranslation('stages');
  if (urls.length === 0) return null;
  const pictures = urls.filter(isPicture);
  const others = urls.filter((url) => !isPicture(url));
  const outside = { target: '_blank', rel: 'noopener noreferrer nofollow ugc' } as const;
  return (
    <div className="stack" style={{ gap: 8 }}>
      {pictures.length > 0 && (
        <ul className={styles.pictures}>
          {pictures.map((url, index) => (
            <li key={`${index}:${url}`}>
              <a href={url} {...outside} className={styles.picture}>
                <img src={url} alt={t('evidence.picture', { n: index + 1 })} loading="lazy" />
                <span className="sr-only">{t('evidence.newTab')}</span>
              </a>
            </li>
          ))}
        </ul>
      )}
      {others.length > 0 && (
        <ul className={styles.links}>
          {others.map((url, index) => (
            <li key={`${index}:${url}`} className="small">
              {isSafeEvidence(url) ? (
                <a href={url} {...outside} title={url}>
                  {evidenceName(url)}
                  <span aria-hidden="true"> ↗</span>
                  <span className="sr-only">{t('evidence.newTab')}</span>
                </a>
              ) : (
                <>
                  {url} <span className="amber">{t('evidence.unsafe')}</span>
                </>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
