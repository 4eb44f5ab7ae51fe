import { CameraOutlined, DeleteOutlined, UploadOutlined } from '@ant-design/icons';
import { Button, Checkbox, Progress } from 'antd';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePhone } from '../../lib/browser';
import { useFailureText } from '../../lib/failure';
import { formatSize } from '../../lib/file-size';
import { useLanguage } from '../../lib/i18n';
import { type Arrival, type KeptFile, mayRetry, useUploads } from '../../lib/use-uploads';
import { FILE_ENDINGS, faultOf, type FileFault, LIMITS } from './evidence';
import { FileIcon } from './file-list';
import styles from './stages.module.css';

interface FilePickerProps {
  stageId: string;
  files: readonly KeptFile[];
  onChange: (files: KeptFile[]) => void;
  /** Returns the current files, because an upload ends long after it began. */
  read: () => KeptFile[];
  /** Receives how many chosen files are not stored yet. */
  onUnderWay: (count: number) => void;
  /** The file that the server refused together with the report. */
  refused?: { index: number; message: string };
}

/** Files that prove the report: dropped, chosen or photographed. Each shows its progress until the server stores it. */
export function FilePicker({ stageId, files, onChange, read, onUnderWay, refused }: FilePickerProps) {
  const { t } = useTranslation('stages');
  const language = useLanguage();
  const phone = usePhone();
  const picker = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [restricted, setRestricted] = useState(false);
  const helpId = useId();
  const { arrivals, online, add, retry, remove } = useUploads({
    address: (name) =>
      `/uploads/files/stage/${stageId}?name=${encodeURIComponent(name)}${restricted ? '&audience=REVIEWERS' : ''}`,
    kept: files.length,
    faultOf,
    onKept: (file) => onChange([...read(), file]),
  });
  useEffect(() => onUnderWay(arrivals.length), [arrivals.length, onUnderWay]);
  const full = files.length >= LIMITS.evidence;
  const waiting = arrivals.some(
    ({ fault, failure, percent }) => fault === undefined && failure === undefined && percent === undefined,
  );

  const input = (ref: typeof picker, props: { accept: string; multiple?: boolean; capture?: 'environment' }) => (
    <input
      {...props}
      ref={ref}
      type="file"
      // Ant Design shows file inputs in its forms even with the attribute `hidden`.
      style={{ display: 'none' }}
      tabIndex={-1}
      aria-hidden="true"
      onChange={(event) => {
        add([...(event.target.files ?? [])]);
        // Allows the same file to be chosen again.
        event.target.value = '';
      }}
    />
  );

  return (
    <div className="stack" style={{ gap: 8 }}>
      <div
        className={`${styles.drop} ${over ? styles.dropOver : ''}`}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          add([...event.dataTransfer.files]);
        }}
      >
        {input(picker, { accept: FILE_ENDINGS.join(','), multiple: true })}
        {input(camera, { accept: 'image/jpeg', capture: 'environment' })}
        {!phone && <p>{t('files.dropHere')}</p>}
        <div className="row" style={{ gap: 8, justifyContent: 'center' }}>
          <Button
            icon={<UploadOutlined />}
            onClick={() => picker.current?.click()}
            disabled={full}
            aria-describedby={helpId}
          >
            {t('files.choose')}
          </Button>
          {phone && (
            <Button icon={<CameraOutlined />} onClick={() => camera.current?.click()} disabled={full}>
              {t('files.camera')}
            </Button>
          )}
        </div>
        <p className="small quiet" id={helpId}>
          {t('files.limits', { megabytes: LIMITS.fileBytes / 1024 / 1024, max: LIMITS.evidence })}
        </p>
      </div>
      <Checkbox checked={restricted} onChange={(event) => setRestricted(event.target.checked)}>
        {t('files.restrict')}
      </Checkbox>
      {!online && waiting && (
        <p className="small amber" role="status">
          {t('files.offline')}
        </p>
      )}
      <ul className={styles.picked} aria-label={t('files.list')}>
        {files.map((file, index) => (
          <li key={file.id} className={styles.pickedRow}>
            {file.previewUrl ? <img src={file.previewUrl} alt="" /> : <FileIcon type={file.type} />}
            <span>
              <a href={file.url} target="_blank" rel="noopener" className={styles.fileName}>
                {file.name}
              </a>{' '}
              <span className="small quiet num">{formatSize(file.bytes, language)}</span>
              {file.audience === 'REVIEWERS' && <span className="small quiet"> {t('files.restricted')}</span>}
              {refused?.index === index && (
                <span className="small amber" role="alert">
                  {' '}
                  {refused.message}
                </span>
              )}
            </span>
            <Button
              type="text"
              icon={<DeleteOutlined />}
              aria-label={t('files.remove', { name: file.name })}
              onClick={() => onChange(files.filter(({ id }) => id !== file.id))}
            />
          </li>
        ))}
        {arrivals.map((arrival) => (
          <ArrivalRow
            key={arrival.key}
            arrival={arrival}
            onRetry={() => retry(arrival.key)}
            onRemove={() => remove(arrival.key)}
          />
        ))}
      </ul>
      <p className="sr-only" role="status">
        {files.length > 0 && t('files.kept', { count: files.length })}
      </p>
    </div>
  );
}

function ArrivalRow({
  arrival,
  onRetry,
  onRemove,
}: {
  arrival: Arrival<FileFault>;
  onRetry: () => void;
  onRemove: () => void;
}) {
  const { t } = useTranslation('stages');
  const describe = useFailureText();
  const { file, percent, fault, failure } = arrival;
  return (
    <li className={styles.pickedRow}>
      <FileIcon type={file.type} />
      <span>
        <span className={styles.fileName}>{file.name}</span>
        {fault ? (
          <span className="small amber" role="alert">
            {' '}
            {t(`files.fault.${fault}`, { megabytes: LIMITS.fileBytes / 1024 / 1024, max: LIMITS.evidence })}
          </span>
        ) : failure ? (
          <span className="small amber" role="alert">
            {' '}
            {describe(failure, 'write').title}
          </span>
        ) : percent === undefined ? (
          <span className="small quiet"> {t('files.waiting')}</span>
        ) : (
          <Progress
            percent={percent}
            size="small"
            strokeColor="var(--cinnabar)"
            aria-label={t('files.sending', { name: file.name })}
          />
        )}
      </span>
      <span className="row" style={{ gap: 4 }}>
        {mayRetry(arrival) && (
          <Button size="small" onClick={onRetry}>
            {t('files.retry')}
          </Button>
        )}
        <Button
          type="text"
          icon={<DeleteOutlined />}
          aria-label={t(fault || failure ? 'files.dismiss' : 'files.stop', { name: file.name })}
          onClick={onRemove}
        />
      </span>
    </li>
  );
}
