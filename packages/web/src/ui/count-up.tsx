import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useReducedMotion } from '../lib/browser';

const DURATION_MS = 600;

/**
 * Counts from the last shown value to the new one. The first value is shown without counting, so that only real changes
 * move. Screen readers get only the final value.
 */
export function CountUp({ value, children }: { value: number; children: (shown: number) => ReactNode }) {
  const reduced = useReducedMotion();
  const [shown, setShown] = useState(value);
  const current = useRef(value);

  useEffect(() => {
    const from = current.current;
    if (from === value) return;
    if (reduced || document.hidden) {
      current.current = value;
      setShown(value);
      return;
    }
    const start = performance.now();
    let frame = requestAnimationFrame(function step(now) {
      const part = Math.min(1, (now - start) / DURATION_MS);
      const eased = 1 - (1 - part) ** 3;
      const next = part === 1 ? value : from + Math.trunc((value - from) * eased);
      current.current = next;
      setShown(next);
      if (part < 1) frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  }, [value, reduced]);

  return (
    <>
      <span aria-hidden="true">{children(shown)}</span>
      <span className="sr-only">{children(value)}</span>
    </>
  );
}
