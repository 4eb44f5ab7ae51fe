import { type KeyboardEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { copyText } from '../lib/clipboard';
import { buttonClasses } from './button';
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
 * by the clipboard. The link says which of the two it came from, so that the unit sees what helps. Until the script of
 * the page is there, or where none runs, the button is a link that shows the short link and its code.
 */
export function Share({ title, words, path, stageId }: ShareProps) {
  const { t } = useTranslation('app');
  const [outcome, setOutcome] = useState<'copied' | 'failed'>();
  useEffect(() => {
    if (!outcome) return;
    const timer = setTimeout(() => setOutcome(undefined), 4_000);
    return () => clearTimeout(timer);
  }, [outcome]);

  const panel = `share${stageId === undefined ? '' : `-${stageId}`}`;
  const pathFrom = (source: 'sheet' | 'copy') =>
    `${path}?s=${source}${stageId === undefined ? '' : `&stage=${stageId}`}`;
  const linkFrom = (source: 'sheet' | 'copy') => location.origin + pathFrom(source);
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
      <a
        role="button"
        className={buttonClasses()}
        href={`#${panel}`}
        onClick={(event) => {
          event.preventDefault();
          void share();
        }}
        onKeyDown={pressBySpace}
      >
        <Icon name={outcome === 'copied' ? 'check' : 'share'} />
        {t(outcome ? `share.${outcome}` : 'share.button')}
      </a>
      <span className="sr-only" role="status">
        {outcome && t(`share.${outcome}`)}
      </span>
      <div id={panel} className={styles.sharePanel}>
        <img
          src={`/qr.svg?page=${encodeURIComponent(path)}`}
          alt={t('share.code')}
          loading="lazy"
          width="480"
          height="110"
        />
        <a href={pathFrom('copy')}>{t('share.link')}</a>
      </div>
    </div>
  );
}

/** A link is followed by Enter alone, and this one is announced as a button. */
function pressBySpace(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== ' ') return;
  event.preventDefault();
  event.currentTarget.click();
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
