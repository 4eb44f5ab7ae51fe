import { useEffect, useState, useSyncExternalStore } from 'react';
import { startMoment, useFace } from './served';

function subscribeToEvents(...names: string[]) {
  return (listener: () => void) => {
    for (const name of names) addEventListener(name, listener);
    return () => {
      for (const name of names) removeEventListener(name, listener);
    };
  };
}

const subscribeToNetwork = subscribeToEvents('online', 'offline');

export function useOnline(): boolean {
  return useSyncExternalStore(
    subscribeToNetwork,
    () => navigator.onLine,
    () => true,
  );
}

const never = () => () => undefined;

/**
 * Whether the browser draws the page by itself. False on the server, and in the first draw over a page that the server
 * sent: that draw must equal what the server sent.
 */
export const useDrawn = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );

/** Whether the window fits the query; undefined where no window is known, as on the server. */
export function useMediaQueryOnceDrawn(query: string): boolean | undefined {
  return useSyncExternalStore<boolean | undefined>(
    (listener) => {
      const list = matchMedia(query);
      list.addEventListener('change', listener);
      return () => list.removeEventListener('change', listener);
    },
    () => matchMedia(query).matches,
    () => undefined,
  );
}

export const useMediaQuery = (query: string): boolean => useMediaQueryOnceDrawn(query) ?? false;

export const useReducedMotion = () => useMediaQuery('(prefers-reduced-motion: reduce)');
export const usePhone = () => useMediaQuery('(max-width: 767px)');

/** Sets the tab's title, followed by the site's name. Pages call it once they know their title. */
export function useDocumentTitle(title: string | undefined, siteName: string): void {
  useFace({ title: title ? `${title} · ${siteName}` : siteName });
  useEffect(() => {
    document.title = title ? `${title} · ${siteName}` : siteName;
  }, [title, siteName]);
}

/** Returns the current time, updated every `everyMs`, for "3 minutes ago" and for deadlines. */
export function useNow(everyMs = 60_000): Date {
  const [now, setNow] = useState(() => startMoment() ?? new Date());
  useEffect(() => {
    // A page of the server shows the moment when it was drawn, which may be a little while ago.
    if (startMoment() !== undefined) setNow(new Date());
    const timer = setInterval(() => setNow(new Date()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}

/** Returns `value` once it has stayed the same for `delayMs`. */
export function useSettled<T>(value: T, delayMs: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), delayMs);
    return () => clearTimeout(timer);
  }, [value, delayMs]);
  return settled;
}
