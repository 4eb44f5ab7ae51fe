import { Button, type ButtonProps } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

export interface SubmitButtonProps extends Omit<ButtonProps, 'loading' | 'htmlType' | 'action'> {
  action: { busy: boolean; done: boolean; begin: () => void };
  /**
   * The label of the next submit, when the next page does not open: "Give again". Without it the person is told to
   * wait.
   */
  again?: ReactNode;
}

/** Long enough for a slow connection, and short enough for a person who waits before a disabled button. */
const AGAIN_AFTER_MS = 5_000;

/**
 * The button that sends a form. After the submit it stays busy until the next page is shown, and says that the content
 * is recorded.
 */
export function SubmitButton({ action, again, children, ...button }: SubmitButtonProps) {
  const { t } = useTranslation('app');
  const { busy, done, begin } = action;
  const [late, setLate] = useState(false);
  useEffect(() => {
    setLate(false);
    if (!done) return undefined;
    const timer = setTimeout(() => setLate(true), AGAIN_AFTER_MS);
    return () => clearTimeout(timer);
  }, [done]);
  return (
    <>
      <Button {...button} htmlType="submit" loading={busy} aria-busy={busy} aria-disabled={busy}>
        {children}
      </Button>
      <div role="status">
        {done && <p className="small pine">{t('submit.done')}</p>}
        {done && late && again && (
          <Button type="link" size="small" onClick={begin}>
            {again}
          </Button>
        )}
      </div>
    </>
  );
}
