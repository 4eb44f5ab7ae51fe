import type { CSSProperties, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { type Failure, type OperationKind, toFailure, useFailureText } from '../lib/failure';
import { signInPath } from '../lib/viewer';
import { Button } from './button';
import { LinkButton } from './link-button';
import styles from './ui.module.css';

/** An empty list: says what to do next. */
export function EmptyState({
  title,
  children,
  actions,
}: {
  title: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <div className={styles.empty}>
      <p className="strong">{title}</p>
      {children && <p className="quiet measure">{children}</p>}
      {actions && <div className={styles.emptyActions}>{actions}</div>}
    </div>
  );
}

/** A failed action, shown in place: what happened, whether anything was recorded, what to do. */
export function FailureNotice({
  failure,
  kind = 'write',
  onRetry,
}: {
  failure: Failure | undefined;
  kind?: OperationKind;
  onRetry?: () => void;
}) {
  const { t } = useTranslation('failures');
  const describe = useFailureText();
  const location = useLocation();
  if (!failure) return null;
  const { title, advice } = describe(failure, kind);
  return (
    <div className={styles.error} role="alert">
      <p className="strong">{title}</p>
      <p className="quiet">{advice}</p>
      {(onRetry || failure.code === 'UNAUTHENTICATED') && (
        <div className={styles.errorActions}>
          {failure.code === 'UNAUTHENTICATED' && (
            <LinkButton to={signInPath(location.pathname + location.search)}>{t('signIn')}</LinkButton>
          )}
          {onRetry && <Button onClick={onRetry}>{t('retry')}</Button>}
        </div>
      )}
    </div>
  );
}

/** A page or part that could not be loaded. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  return <FailureNotice failure={toFailure(error)} kind="read" onRetry={onRetry} />;
}

export function Skeleton({
  width = '100%',
  height = 16,
  style,
}: {
  width?: CSSProperties['width'];
  height?: CSSProperties['height'];
  style?: CSSProperties;
}) {
  return <span className={styles.skeleton} style={{ width, height, ...style }} aria-hidden="true" />;
}

/** Placeholder lines, as tall as the text will be. */
export function SkeletonText({ lines = 3 }: { lines?: number }) {
  return (
    <div className="stack" style={{ gap: 10 }}>
      {Array.from({ length: lines }, (_, index) => (
        <Skeleton key={index} width={index === lines - 1 ? '60%' : '100%'} />
      ))}
    </div>
  );
}

/** Wraps skeletons so that a screen reader announces the loading. */
export function Loading({ children }: { children: ReactNode }) {
  const { t } = useTranslation('app');
  return (
    <div aria-busy="true">
      <span className="sr-only" role="status">
        {t('loading')}
      </span>
      {children}
    </div>
  );
}

/** The placeholder of a whole page: a title and some lines. */
export function PageSkeleton() {
  return (
    <Loading>
      <div className="stack-lg" style={{ paddingBlock: 8 }}>
        <Skeleton width="min(320px, 80%)" height={36} />
        <SkeletonText lines={4} />
        <SkeletonText lines={6} />
      </div>
    </Loading>
  );
}
