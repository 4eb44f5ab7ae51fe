import { DescribeCoverDocument } from '@hongchuang/schema';
import { Button, Input, Progress } from 'antd';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PICTURE_TYPES } from '../../lib/upload-picture';
import { useAction } from '../../lib/use-action';
import { FailureNotice } from '../../ui/states';
import { type CoverValue, LIMITS } from './draft';
import type { CoverUpload } from './use-cover-upload';
import styles from './wizard.module.css';

/** The picture of the project: sent as soon as it is chosen, and described afterwards. */
export function CoverStep({
  cover,
  upload,
  onChange,
}: {
  cover: CoverValue | null;
  upload: CoverUpload;
  onChange: (cover: CoverValue | null) => void;
}) {
  const { t } = useTranslation('wizard');
  const [over, setOver] = useState(false);
  const [removed, setRemoved] = useState<CoverValue>();
  const picker = useRef<HTMLInputElement>(null);
  const { chosen, percent, fault } = upload;
  const pick = (file: File | undefined) => {
    setRemoved(undefined);
    upload.choose(file);
  };

  const input = (
    <input
      ref={picker}
      type="file"
      accept={PICTURE_TYPES.join(',')}
      hidden
      onChange={(event) => {
        pick(event.target.files?.[0]);
        // Allows the same file to be chosen again.
        event.target.value = '';
      }}
    />
  );
  const faultNotice = fault && (
    <p role="alert" className="amber measure">
      {t(`cover.problem.${fault}`)}
    </p>
  );

  if (chosen) {
    return (
      <div className="stack">
        {input}
        <img className={styles.picture} src={chosen.url} alt={t('cover.chosen', { name: chosen.name })} />
        <UploadState upload={upload} />
        {faultNotice}
        <div className="row">
          {percent === undefined && <Button onClick={() => picker.current?.click()}>{t('cover.another')}</Button>}
          <Button onClick={upload.drop}>{t(percent === undefined ? 'cover.giveUp' : 'cover.stop')}</Button>
        </div>
      </div>
    );
  }

  if (cover) {
    return (
      <div className="stack">
        {input}
        <img className={styles.picture} src={cover.url} width={cover.width} height={cover.height} alt={cover.alt} />
        {cover.id === undefined ? (
          <p className="small quiet measure">
            {cover.alt ? t('cover.described', { alt: cover.alt }) : t('cover.undescribed')}
          </p>
        ) : (
          <Description key={cover.id} coverId={cover.id} cover={cover} onChange={onChange} />
        )}
        {faultNotice}
        <div className="row">
          <Button onClick={() => picker.current?.click()}>{t('cover.replace')}</Button>
          <Button
            onClick={() => {
              setRemoved(cover);
              onChange(null);
            }}
          >
            {t('cover.remove')}
          </Button>
        </div>
      </div>
    );
  }

  return (
    <div className="stack">
      {input}
      {removed && (
        <p className={styles.undo} role="status">
          {t('cover.removed')}
          <button
            type="button"
            className={styles.link}
            onClick={() => {
              onChange(removed);
              setRemoved(undefined);
            }}
          >
            {t('undo')}
          </button>
        </p>
      )}
      <div
        className={`${styles.drop} ${over ? styles.drop_over : ''}`}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          pick(event.dataTransfer.files[0]);
        }}
      >
        <p className="strong">{t('cover.none')}</p>
        <p className="quiet small">{t('cover.limits')}</p>
        <Button onClick={() => picker.current?.click()}>{t('cover.choose')}</Button>
      </div>
      {faultNotice}
    </div>
  );
}

/** How far the picture is, or why it could not be sent. The form shows it on every step. */
export function UploadState({ upload: { percent, failure, retry } }: { upload: CoverUpload }) {
  const { t } = useTranslation('wizard');
  return (
    <>
      {percent !== undefined && (
        <div>
          <p className="small" role="status">
            {t('cover.sending')}
          </p>
          <Progress
            percent={percent}
            aria-label={t('cover.sending')}
            style={{ maxWidth: 560 }}
            strokeColor="var(--cinnabar)"
          />
        </div>
      )}
      <FailureNotice failure={failure} onRetry={retry} />
    </>
  );
}

/** A description is sent when nothing was typed for so long. */
const REST_MS = 1_500;

/** One sentence for people who cannot see the picture. It is sent after a pause, and when the field is left. */
function Description({
  coverId,
  cover,
  onChange,
}: {
  coverId: string;
  cover: CoverValue;
  onChange: (cover: CoverValue) => void;
}) {
  const { t } = useTranslation('wizard');
  const id = useId();
  const [alt, setAlt] = useState(cover.alt);
  const describe = useAction(DescribeCoverDocument);
  const typed = useRef(alt);
  const sent = useRef(cover.alt);
  const send = async () => {
    const text = typed.current.trim();
    if (text === sent.current) return;
    sent.current = text;
    const done = await describe.run({ coverId, alt: text });
    if (done) onChange({ ...cover, alt: done.describeCover.alt });
    else sent.current = cover.alt;
  };
  const latest = useRef(send);
  latest.current = send;
  useEffect(() => {
    if (alt === sent.current) return undefined;
    const timer = setTimeout(() => void latest.current(), REST_MS);
    return () => clearTimeout(timer);
  }, [alt]);
  // Who leaves the step from within the field has left the field as well.
  useEffect(() => () => void latest.current(), []);
  return (
    <div className={styles.fields}>
      <label htmlFor={id}>{t('cover.alt')}</label>
      <Input.TextArea
        id={id}
        value={alt}
        maxLength={LIMITS.alt}
        showCount
        autoSize={{ minRows: 2, maxRows: 4 }}
        aria-describedby={`${id}-help`}
        onChange={(event) => {
          setAlt(event.target.value);
          typed.current = event.target.value;
        }}
        onBlur={() => void send()}
      />
      <p id={`${id}-help`} className="small quiet">
        {t('cover.altHelp')}
      </p>
      <FailureNotice failure={describe.failure} onRetry={() => void send()} />
    </div>
  );
}
