import { Button, Input, Progress } from 'antd';
import { useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFailureText } from '../../lib/failure';
import { mayRetry, useUploads } from '../../lib/use-uploads';
import { faultOfPhoto, LIMITS, PHOTO_ENDINGS } from './photos';
import styles from './updates.module.css';

/** A photo that the server stores, with what its author says that it shows. */
export interface PickedPhoto {
  fileId: string;
  previewUrl: string | null;
  name: string;
  alt: string;
}

/** Up to nine photos, chosen or taken with the camera. Each is sent at once and described afterwards. */
export function PhotoPicker({
  projectId,
  photos,
  read,
  onChange,
  onUnderWay,
}: {
  projectId: string;
  photos: readonly PickedPhoto[];
  /** Returns the photos of the moment, because an upload ends long after it began. */
  read: () => readonly PickedPhoto[];
  onChange: (photos: PickedPhoto[]) => void;
  /** Receives how many chosen photos are not stored yet. */
  onUnderWay: (count: number) => void;
}) {
  const { t } = useTranslation('updates');
  const describe = useFailureText();
  const picker = useRef<HTMLInputElement>(null);
  const helpId = useId();
  const { arrivals, online, add, retry, remove } = useUploads({
    address: (name) => `/uploads/files/update/${projectId}?name=${encodeURIComponent(name)}`,
    kept: photos.length,
    faultOf: faultOfPhoto,
    onKept: ({ id, name, previewUrl }) =>
      onChange([...read(), { fileId: id, name, previewUrl: previewUrl ?? null, alt: '' }]),
  });
  useEffect(() => onUnderWay(arrivals.length), [arrivals.length, onUnderWay]);
  const change = (fileId: string, alt: string) =>
    onChange(photos.map((photo) => (photo.fileId === fileId ? { ...photo, alt } : photo)));
  return (
    <div className="stack" role="group" aria-label={t('form.photos')}>
      <p className="strong">{t('form.photos')}</p>
      <ul className={styles.picked}>
        {photos.map(({ fileId, previewUrl, name, alt }, index) => (
          <li key={fileId} className={styles.pickedRow}>
            {previewUrl ? <img src={previewUrl} alt="" /> : <span className={styles.thumb} />}
            <Input.TextArea
              aria-label={t('form.alt', { n: index + 1 })}
              placeholder={t('form.altHint')}
              value={alt}
              maxLength={LIMITS.alt}
              autoSize={{ minRows: 2, maxRows: 4 }}
              onChange={(event) => change(fileId, event.target.value)}
            />
            <Button
              type="text"
              aria-label={t('form.remove', { name })}
              onClick={() => onChange(photos.filter((photo) => photo.fileId !== fileId))}
            >
              {t('form.removeShort')}
            </Button>
          </li>
        ))}
        {arrivals.map((arrival) => (
          <li key={arrival.key} className={styles.pickedRow}>
            <span className={styles.thumb} />
            <span>
              {arrival.file.name}
              {arrival.fault ? (
                <span className="small amber" role="alert">
                  {' '}
                  {t(`form.fault.${arrival.fault}`, { megabytes: LIMITS.bytes / 1024 / 1024, max: LIMITS.photos })}
                </span>
              ) : arrival.failure ? (
                <span className="small amber" role="alert">
                  {' '}
                  {describe(arrival.failure, 'write').title}
                </span>
              ) : arrival.percent === undefined ? (
                <span className="small quiet"> {t(online ? 'form.waiting' : 'form.offline')}</span>
              ) : (
                <Progress
                  percent={arrival.percent}
                  size="small"
                  strokeColor="var(--cinnabar)"
                  aria-label={t('form.sending', { name: arrival.file.name })}
                />
              )}
            </span>
            <span className="row" style={{ gap: 4 }}>
              {mayRetry(arrival) && (
                <Button size="small" onClick={() => retry(arrival.key)}>
                  {t('form.retry')}
                </Button>
              )}
              <Button
                type="text"
                aria-label={t('form.remove', { name: arrival.file.name })}
                onClick={() => remove(arrival.key)}
              >
                {t('form.removeShort')}
              </Button>
            </span>
          </li>
        ))}
      </ul>
      <input
        ref={picker}
        type="file"
        multiple
        accept={PHOTO_ENDINGS.join(',')}
        // Ant Design shows file inputs in its forms even with the attribute `hidden`.
        style={{ display: 'none' }}
        tabIndex={-1}
        aria-hidden="true"
        onChange={(event) => {
          add([...(event.target.files ?? [])]);
          // Allows the same photo to be chosen again.
          event.target.value = '';
        }}
      />
      <div>
        <Button
          onClick={() => picker.current?.click()}
          disabled={photos.length >= LIMITS.photos}
          aria-describedby={helpId}
        >
          {t('form.add')}
        </Button>
      </div>
      <p id={helpId} className="small quiet measure">
        {t('form.photosHelp', { max: LIMITS.photos, megabytes: LIMITS.bytes / 1024 / 1024 })}
      </p>
    </div>
  );
}
