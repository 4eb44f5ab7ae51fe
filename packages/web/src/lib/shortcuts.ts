import { useCallback, useEffect, useRef, useSyncExternalStore } from 'react';
import { localStore } from './storage';

const STORAGE_KEY = 'hc:shortcuts';
const listeners = new Set<() => void>();

/** Whether the person wants commands by single keys. */
export const areShortcutsOn = (): boolean => localStore.read(STORAGE_KEY) !== 'off';

/** Single keys conflict with speech input and with some screen readers, so they can be turned off. */
export function useShortcutsOn(): [boolean, (on: boolean) => void] {
  const on = useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, areShortcutsOn);
  const set = useCallback((next: boolean) => {
    if (next) localStore.remove(STORAGE_KEY);
    else localStore.write(STORAGE_KEY, 'off');
    for (const listener of listeners) listener();
  }, []);
  return [on, set];
}

/** Whether an element takes text. Checkboxes and radios do not: they take only the space bar and the arrows. */
export function takesText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest('textarea, select, [role="combobox"], [role="dialog"]')) return true;
  const input = target.closest('input');
  return input !== null && !['checkbox', 'radio', 'button', 'submit'].includes(input.type);
}

/** Runs the command of a single key, unless the person is typing. Keys have the names of `KeyboardEvent.key`. */
export function useShortcuts(keys: Record<string, (() => void) | undefined>): void {
  const [on] = useShortcutsOn();
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    if (!on) return;
    const press = (event: KeyboardEvent) => {
      if (
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        event.isComposing ||
        event.defaultPrevented ||
        takesText(event.target)
      )
        return;
      const run = latest.current[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (!run) return;
      event.preventDefault();
      run();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [on]);
}
