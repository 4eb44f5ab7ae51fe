import { Button, Progress } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../lib/failure';
import { sendFile } from '../../lib/send-file';
import { FailureNotice } from '../../ui/states';
import styles from './reconciliation.module.css';

const BYTES = 32 * 1024 * 1024;

/** Uploads the bank's file, which is chosen or dropped, and passes the id of its statement to `onUploaded`. */
export function UploadStatement({ onUploaded }: { onUploaded: (id: string) => void }) {
  const { t } = useTranslation('reconciliation');
  const picker = useRef<HTMLInputElement>(null);
  const sending = useRef<AbortController>(undefined);
  const [name, setName] = useState<string>();
  const [percent, setPercent] = useState(0);
  const [problem, setProblem] = useState<'wrongType' | 'tooLarge'>();
  const [failure, setFailure] = useState<Failure>();
  const [over, setOver] = useState(false);
  const [opening, setOpening] = useState(false);
  useEffect(() => () => sending.current?.abort(), []);

  const send = async (file: File | undefined) => {
    if (!file || sending.current) return;
    const wrong = !/\.(csv|xlsx|xls|txt)$/i.test(file.name) ? 'wrongType' : file.size > BYTES ? 'tooLarge' : undefined;
    setProblem(wrong);
    setFailure(undefined);
    if (wrong) return;
    const controller = new AbortController();
    sending.current = controller;
    setName(file.name);
    setPercent(0);
    const sent = await sendFile<{ id: string }>(
      `/uploads/statements?name=${encodeURIComponent(file.name)}`,
      file,
      setPercent,
      controller.signal,
    );
    if ('stored' in sent) {
      // The uploaded statement is about to open; until its page is shown, no other file is accepted.
      setOpening(true);
      onUploaded(sent.stored.id);
      return;
    }
    sending.current = undefined;
    setName(undefined);
    if (!controller.signal.aborted) setFailure(sent.failure);
  };

  return (
    <section className="stack" style={{ gap: 12 }} aria-label={t('upload.title')}>
      <input
        ref={picker}
        type="file"
        accept=".csv,.xlsx,.xls,.txt"
        aria-label={t('upload.title')}
        hidden
        onChange={(event) => {
          void send(event.target.files?.[0]);
          // Allows the same file to be chosen again.
          event.target.value = '';
        }}
      />
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
          void send(event.dataTransfer.files[0]);
        }}
      >
        {name === undefined ? (
          <>
            <div>
              <h2>{t('upload.title')}</h2>
              <p className="small quiet measure">{t('upload.hint')}</p>
            </div>
            <Button type="primary" onClick={() => picker.current?.click()}>
              {t('upload.choose')}
            </Button>
          </>
        ) : (
          <>
            <div style={{ flex: '1 1 280px' }}>
              <p role="status">{opening ? t('app:submit.done') : t('upload.sending', { name })}</p>
              <Progress percent={percent} aria-label={t('upload.sending', { name })} strokeColor="var(--cinnabar)" />
            </div>
            {!opening && <Button onClick={() => sending.current?.abort()}>{t('upload.stop')}</Button>}
          </>
        )}
      </div>
      {problem && (
        <p role="alert" className="amber">
          {t(`upload.${problem}`)}
        </p>
      )}
      <FailureNotice failure={failure} />
    </section>
  );
}
