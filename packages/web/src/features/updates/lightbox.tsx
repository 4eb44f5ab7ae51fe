import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import styles from './updates.module.css';

export interface Shown {
  id: string;
  url: string;
  /** What the picture shows. */
  alt: string;
}

/**
 * Pictures over the whole window, one at a time. It is the browser's own modal dialog: the focus stays inside, Escape
 * closes it, and afterwards the focus is where it was. Arrow keys, Home and End change the picture.
 */
export default function Lightbox({
  pictures,
  first,
  onClose,
}: {
  pictures: readonly Shown[];
  first: number;
  onClose: () => void;
}) {
  const { t } = useTranslation('updates');
  const dialog = useRef<HTMLDialogElement>(null);
  const [at, setAt] = useState(first);
  useEffect(() => {
    const { current } = dialog;
    current?.showModal();
    return () => current?.close();
  }, []);
  const picture = pictures[Math.min(at, pictures.length - 1)]!;
  const last = pictures.length - 1;
  const turn = (event: KeyboardEvent) => {
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    setAt(Math.max(0, Math.min(last, to)));
  };
  return (
    <dialog ref={dialog} className={styles.lightbox} aria-label={t('photo.large')} onClose={onClose} onKeyDown={turn}>
      <div className={styles.lightboxInside}>
        <div className={styles.lightboxBar}>
          <span className="small num" role="status">
            {t('photo.at', { n: at + 1, total: pictures.length })}
          </span>
          <Button kind="text" icon={<Icon name="close" />} onClick={() => dialog.current?.close()}>
            {t('photo.close')}
          </Button>
        </div>
        <div className={styles.lightboxPicture}>
          <img key={picture.id} src={picture.url} alt={picture.alt} />
        </div>
        <div className="stack" style={{ gap: 8 }}>
          <p className={`small ${styles.lightboxWords}`}>{picture.alt}</p>
          {pictures.length > 1 && (
            <div className="row" style={{ gap: 8, justifyContent: 'center' }}>
              <Button aria-disabled={at === 0} onClick={() => setAt(Math.max(0, at - 1))}>
                {t('photo.previous')}
              </Button>
              <Button aria-disabled={at === last} onClick={() => setAt(Math.min(last, at + 1))}>
                {t('photo.next')}
              </Button>
            </div>
          )}
        </div>
      </div>
    </dialog>
  );
}
