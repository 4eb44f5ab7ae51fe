import type { UpdatePartsFragment } from '@hongchuang/schema';
import { lazy, type MouseEvent, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TombstoneLine } from '../../ui/tombstone';
import type { Shown } from './lightbox';
import styles from './updates.module.css';

const Lightbox = lazy(() => import('./lightbox'));

export interface Photo extends Shown {
  previewUrl: string;
}

/** Small pictures that open large. Without script each is a link to the picture. */
export function PhotoList({
  photos,
  label,
  wide = false,
}: {
  photos: readonly Photo[];
  label: string;
  wide?: boolean;
}) {
  const { t } = useTranslation('updates');
  const [open, setOpen] = useState<number>();
  if (photos.length === 0) return null;
  const show = (index: number) => (event: MouseEvent) => {
    // A press that opens a new tab or window stays what it is.
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    setOpen(index);
  };
  return (
    <>
      <ul className={wide ? styles.gallery : styles.photos} aria-label={label}>
        {photos.map(({ id, url, previewUrl, alt }, index) => (
          <li key={id}>
            <a href={url} onClick={show(index)} title={t('photo.open')}>
              <img src={previewUrl} alt={alt} loading="lazy" decoding="async" />
            </a>
          </li>
        ))}
      </ul>
      {open !== undefined && (
        <Suspense fallback={null}>
          <Lightbox pictures={photos} first={open} onClose={() => setOpen(undefined)} />
        </Suspense>
      )}
    </>
  );
}

/** The photos of one piece of news, and what staff took down of them. */
export function UpdatePhotos({ update }: { update: Pick<UpdatePartsFragment, 'title' | 'photos'> }) {
  const { t } = useTranslation('updates');
  const photos = update.photos.flatMap(({ alt, file }, index): Photo[] => {
    const { id, url, previewUrl } = file;
    if (!previewUrl) return [];
    return [{ id, url, previewUrl, alt: alt || t('photo.unnamed', { title: update.title, n: index + 1 }) }];
  });
  return (
    <>
      <PhotoList photos={photos} label={t('photo.list', { title: update.title })} />
      {update.photos.map(({ file: { id, tombstone } }) => tombstone && <TombstoneLine key={id} {...tombstone} />)}
    </>
  );
}
