import { Button } from 'antd';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure, OperationKind } from '../lib/failure';
import { ErrorState, FailureNotice, Loading, SkeletonText } from './states';

interface BulkPanelProps {
  title: string;
  /** What was asked of the server before anything is done; `ready` when its answer is shown in `children`. */
  query?: { ready: boolean; error?: unknown; refetch: () => Promise<unknown> };
  children: ReactNode;
  failure: Failure | undefined;
  kind?: OperationKind;
  /** The words of the button; undefined while there is nothing to do. */
  act: string | undefined;
  busy: boolean;
  onAct: () => void;
  onClose: () => void;
}

/** The preview of a bulk action. It takes the focus, says what will be done, and does it. */
export function BulkPanel({ title, query, children, failure, kind, act, busy, onAct, onClose }: BulkPanelProps) {
  const { t } = useTranslation('queue');
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className="card card-pad stack" style={{ gap: 12 }} aria-labelledby={id}>
      <h2 id={id} ref={heading} tabIndex={-1}>
        {title}
      </h2>
      {query?.ready === false &&
        (query.error ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <Loading>
            <SkeletonText lines={2} />
          </Loading>
        ))}
      {children}
      <FailureNotice failure={failure} kind={kind} />
      <div className="row">
        {act !== undefined && (
          <Button type="primary" loading={busy} onClick={onAct}>
            {act}
          </Button>
        )}
        <Button onClick={onClose}>{t('bulk.close')}</Button>
      </div>
    </section>
  );
}
