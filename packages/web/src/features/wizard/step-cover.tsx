import { Button, Input, Progress } from 'antd';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../lib/failure';
import { PICTURE_BYTES, PICTURE_TYPES, uploadPicture } from '../../lib/upload-picture';
import { FailureNotice } from '../../ui/states';
import { type CoverValue, LIMITS } from './draft';
import styles from './wizard.module.css';

/** A picture is chosen, described and then sent, in this order, because the description cannot be added afterwards. */
export function CoverStep({
  cover,
  onChange,
}: {
  cover: CoverValue | null;
  onChange: (cover: CoverValue | null) => void;
}) {
  const { t } = useTranslation('wizard');
  const [file, setFile] = useState<File>();
  const [alt, setAlt] = useState('');
  const [problem, setProblem] = useState<'type' | 'size' | 'alt'>();
  const [failure, setFailure] = useState<Failure>();
  const [percent, setPercent] = useState<number>();
  const [over, setOver] = useState(false);
  const [removed, setRemoved] = useState<CoverValue>();
  const picker = useRef<HTMLInputElement>(null);
  const sending = useRef<AbortController>(undefined);
  const altId = useId();
  const local = useMemo(() => (file ? URL.createObjectURL(file) : undefined), [file]);
  useEffect(() => () => (local ? URL.revokeObjectURL(local) : undefined), [local]);
  useEffect(() => () => sending.current?.abort(), []);

  const choose = (chosen: File | undefined) => {
    if (!chosen) return;
    setFailure(undefined);
    setRemoved(undefined);
    const wrong = !PICTURE_TYPES.includes(chosen.type) ? 'type' : chosen.size > PICTURE_BYTES ? 'size' : undefined;
    setProblem(wrong);
    if (!wrong) setFile(chosen);
  };

  const send = async () => {
    if (!file) return;
    if (alt.trim() === '') {
      setProblem('alt');
      document.getElementById(altId)?.focus();
      return;
    }
    const controller = new AbortController();
    sending.current = controller;
    setFailure(undefined);
    setPercent(0);
    const answer = await uploadPicture(file, alt.trim(), setPercent, controller.signal);
    sending.current = undefined;
    setPercent(undefined);
    if ('stored' in answer) {
      onChange(answer.stored);
      setFile(undefined);
      setAlt('');
    } else if (!controller.signal.aborted) {
      setFailure(answer.failure);
    }
  };

  const input = (
    <input
      ref={picker}
      type="file"
      accept={PICTURE_TYPES.join(',')}
      hidden
      onChange={(event) => {
        choose(event.target.files?.[0]);
        // Allows the same file to be chosen again.
        event.target.value = '';
      }}
    />
  );
  const fileProblem = (problem === 'type' || problem === 'size') && (
    <p role="alert" className="amber">
      {t(`cover.problem.${problem}`)}
    </p>
  );

  if (file && local) {
    return (
      <div className="stack">
        {input}
        <img className={styles.picture} src={local} alt={alt || t('cover.chosen', { name: file.name })} />
        <div className={styles.fields}>
          <label htmlFor={altId}>{t('cover.alt')}</label>
          <Input.TextArea
            id={altId}
            value={alt}
            maxLength={LIMITS.alt}
            showCount
            autoSize={{ minRows: 2, maxRows: 4 }}
            disabled={percent !== undefined}
            status={problem === 'alt' ? 'error' : ''}
            aria-describedby={`${altId}-help`}
            aria-invalid={problem === 'alt'}
            onChange={(event) => {
              setAlt(event.target.value);
              setProblem(undefined);
            }}
          />
          <p
            id={`${altId}-help`}
            className={`small ${problem === 'alt' ? 'amber' : 'quiet'}`}
            role={problem === 'alt' ? 'alert' : undefined}
          >
            {problem === 'alt' ? t('cover.problem.alt') : t('cover.altHelp')}
          </p>
        </div>
        {percent !== undefined && (
          <Progress
            percent={percent}
            aria-label={t('cover.sending')}
            style={{ maxWidth: 560 }}
            strokeColor="var(--cinnabar)"
          />
        )}
        <FailureNotice failure={failure} />
        {fileProblem}
        <div className="row">
          {percent === undefined ? (
            <>
              <Button onClick={() => void send()}>{t('cover.send')}</Button>
              <Button onClick={() => picker.current?.click()}>{t('cover.another')}</Button>
              <Button type="text" onClick={() => setFile(undefined)}>
                {t('cover.giveUp')}
              </Button>
            </>
          ) : (
            <Button onClick={() => sending.current?.abort()}>{t('cover.stop')}</Button>
          )}
          <span className="sr-only" role="status">
            {percent !== undefined ? t('cover.sending') : ''}
          </span>
        </div>
      </div>
    );
  }

  if (cover) {
    return (
      <div className="stack">
        {input}
        <img className={styles.picture} src={cover.url} width={cover.width} height={cover.height} alt={cover.alt} />
        <p className="small quiet measure">
          {cover.alt ? t('cover.described', { alt: cover.alt }) : t('cover.undescribed')}
        </p>
        {fileProblem}
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
          choose(event.dataTransfer.files[0]);
        }}
      >
        <p className="strong">{t('cover.none')}</p>
        <p className="quiet small">{t('cover.limits')}</p>
        <Button onClick={() => picker.current?.click()}>{t('cover.choose')}</Button>
      </div>
      {fileProblem}
    </div>
  );
}
