import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { copyText } from '../lib/clipboard';
import { Button } from './button';
import { Icon } from './icon';
import { Unbroken } from './unbroken';
import styles from './ui.module.css';

export interface ShareProps {
  /** The title that the share sheet of a device shows. */
  title: string;
  /** One sentence, which goes before the link. */
  words: string;
  /** The short address on this server, without a query. */
  path: string;
  /** The stage to whose report the link leads. */
  stageId?: string;
}

/**
 * Passes something on: one sentence and a short link, by the share sheet of the device where it has one, and otherwise
 * by the clipboard. The link says which of the two it came from, so that the unit sees what helps.
 */
export function Share({ title, words, path, stageId }: ShareProps) {
  const { t } = useTranslation('app');
  const [outcome, setOutcome] = useState<'copied' | 'failed'>();
  useEffect(() => {
    if (!outcome) return;
    const timer = setTimeout(() => setOutcome(undefined), 4_000);
    return () => clearTimeout(timer);
  }, [outcome]);

  const linkFrom = (source: 'sheet' | 'copy') =>
    `${location.origin}${path}?s=${source}${stageId === undefined ? '' : `&stage=${stageId}`}`;
  const share = async () => {
    if (typeof navigator.share === 'function') {
      // Closing the share sheet is no failure.
      await navigator.share({ title, text: words, url: linkFrom('sheet') }).catch(() => undefined);
      return;
    }
    setOutcome((await copyText(`${words} ${linkFrom('copy')}`)) ? 'copied' : 'failed');
  };

  return (
    <div className={`no-print ${styles.share}`}>
      <p className="small quiet">
        <Unbroken>{words}</Unbroken>
      </p>
      <Button icon={<Icon name={outcome === 'copied' ? 'check' : 'share'} />} onClick={() => void share()}>
        {t(outcome ? `share.${outcome}` : 'share.button')}
      </Button>
      <span className="sr-only" role="status">
        {outcome && t(`share.${outcome}`)}
      </span>
    </div>
  );
}

/** The posters of a project: a picture for phones, and two sizes to print. */
export function PosterLinks({ slug, language }: { slug: string; language: string }) {
  const { t } = useTranslation('app');
  const poster = `/posters/${slug}.${language}`;
  return (
    <p className={`small no-print ${styles.posters}`}>
      <span className="quiet">{t('share.poster')}</span>
      <a href={`${poster}.png`} target="_blank" rel="noopener">
        {t('share.posterPhone')}
      </a>
      <a href={`${poster}.a4.pdf`} target="_blank" rel="noopener">
        A4
      </a>
      <a href={`${poster}.a3.pdf`} target="_blank" rel="noopener">
        A3
      </a>
    </p>
  );
}
