import { Button, Progress } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Failure } from '../../lib/failure';
import { sendFile } from '../../lib/send-file';
import { DownloadLink } from '../../ui/download-link';
import { FailureNotice } from '../../ui/states';

const BYTES = 8 * 1024 * 1024;

/** Uploads the file of a list, and passes the id of the list to `onUploaded`. */
export function UploadList({
  organizationId,
  onUploaded,
}: {
  organizationId: string;
  onUploaded: (id: string) => void;
}) {
  const { t } = useTranslation('collected-lists');
  const picker = useRef<HTMLInputElement>(null);
  const sending = useRef<AbortController>(undefined);
  const [name, setName] = useState<string>();
  const [percent, setPercent] = useState(0);
  const [problem, setProblem] = useState<'wrongType' | 'tooLarge'>();
  const [failure, setFailure] = useState<Failure>();
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
      `/uploads/collected-lists?${new URLSearchParams({ organizationId, name: file.name }).toString()}`,
      file,
      setPercent,
      controller.signal,
    );
    if ('stored' in sent) {
      onUploaded(sent.stored.id);
      return;
    }
    sending.current = undefined;
    setName(undefined);
    if (!controller.signal.aborted) setFailure(sent.failure);
  };

  return (
    <section className="card stack" style={{ gap: 12, padding: 16 }} aria-label={t('upload.title')}>
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
      {name === undefined ? (
        <>
          <h2 className="h4">{t('upload.title')}</h2>
          <p className="small quiet measure">{t('upload.hint')}</p>
          <div className="row" style={{ gap: 8 }}>
            <Button type="primary" onClick={() => picker.current?.click()}>
              {t('upload.choose')}
            </Button>
            <DownloadLink href="/exports/collected-lists/template.xlsx">{t('upload.template')}</DownloadLink>
          </div>
        </>
      ) : (
        <>
          <p role="status">{t('upload.sending', { name })}</p>
          <Progress percent={percent} aria-label={t('upload.sending', { name })} strokeColor="var(--cinnabar)" />
          <div>
            <Button onClick={() => sending.current?.abort()}>{t('upload.stop')}</Button>
          </div>
        </>
      )}
      {problem && (
        <p role="alert" className="amber">
          {t(`upload.${problem}`)}
        </p>
      )}
      <FailureNotice failure={failure} />
      {failure?.listId && (
        <p>
          <Link to={`/workspace/lists/${failure.listId}`}>{t('upload.earlier')}</Link>
        </p>
      )}
    </section>
  );
}
