import { useSyncExternalStore } from 'react';
import { writeCookie } from './cookies';
import { localStore } from './storage';

export type ThemeChoice = 'system' | 'light' | 'dark';

const STORAGE_KEY = 'hc:theme';
/** The server reads this cookie and draws the page in the chosen colours at once. */
const COOKIE = 'hc_theme';
const dark = typeof matchMedia === 'function' ? matchMedia('(prefers-color-scheme: dark)') : undefined;
const listeners = new Set<() => void>();

let choice: ThemeChoice = readChoice();

function readChoice(): ThemeChoice {
  const stored = localStore.read(STORAGE_KEY);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

function notify(): void {
  applyTheme();
  for (const listener of listeners) listener();
}

dark?.addEventListener('change', notify);

export function setThemeChoice(next: ThemeChoice): void {
  choice = next;
  localStore.write(STORAGE_KEY, next);
  writeCookie(COOKIE, next);
  notify();
}

export function currentTheme(): 'light' | 'dark' {
  if (choice !== 'system') return choice;
  return dark?.matches ? 'dark' : 'light';
}

/** Sets the attribute that selects the colour tokens in CSS. */
export function applyTheme(): void {
  document.documentElement.dataset['theme'] = currentTheme();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export function useTheme(): 'light' | 'dark' {
  return useSyncExternalStore(subscribe, currentTheme, () => 'light');
}

export function useThemeChoice(): ThemeChoice {
  return useSyncExternalStore(
    subscribe,
    () => choice,
    () => 'system',
  );
}
