import { Button } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';

export interface ConfirmActionProps {
  /** The label of the button that asks the question. */
  label: ReactNode;
  /** What will happen, and what cannot be undone. */
  question: ReactNode;
  /** The label of the button that acts: the verb again, never "OK". */
  confirm: ReactNode;
  keep: ReactNode;
  busy?: boolean;
  onConfirm: () => unknown;
}

/** Asks for confirmation in place, without a dialog. The focus moves to the harmless answer and returns afterwards. */
export function ConfirmAction({ label, question, confirm, keep, busy = false, onConfirm }: ConfirmActionProps) {
  const [asking, setAsking] = useState(false);
  const start = useRef<HTMLButtonElement>(null);
  const harmless = useRef<HTMLButtonElement>(null);
  const asked = useRef(false);
  useEffect(() => {
    if (asking) harmless.current?.focus();
    else if (asked.current) start.current?.focus();
    asked.current = asking;
  }, [asking]);
  if (!asking) {
    return (
      <Button ref={start} size="small" onClick={() => setAsking(true)} className="no-print">
        {label}
      </Button>
    );
  }
  return (
    <div
      role="group"
      className="stack no-print"
      style={{ gap: 8 }}
      onKeyDown={(event) => event.key === 'Escape' && setAsking(false)}
    >
      <p className="small" role="alert">
        {question}
      </p>
      <div className="row" style={{ gap: 8 }}>
        <Button ref={harmless} size="small" disabled={busy} onClick={() => setAsking(false)}>
          {keep}
        </Button>
        <Button
          size="small"
          danger
          loading={busy}
          onClick={() => {
            void Promise.resolve(onConfirm()).then(() => setAsking(false));
          }}
        >
          {confirm}
        </Button>
      </div>
    </div>
  );
}
