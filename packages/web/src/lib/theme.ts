import { useSyncExternalStore } from 'react';
import { localStore } from './storage';

export type ThemeChoice = 'system' | 'light' | 'dark';

const STORAGE_KEY = 'hc:theme';
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
  notify();
}

export function currentTheme(): 'light' | 'dark' {
  if (choice !== 'system') return choice;
  return dark?.matches ? 'dark' : 'light';
}

/** Sets the attribute that the colour tokens in CSS hang on. */
export function applyTheme(): void {
  document.documentElement.dataset['theme'] = currentTheme();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export function useTheme(): 'light' | 'dark' {
  return useSyncExternalStore(subscribe, currentTheme);
}

export function useThemeChoice(): ThemeChoice {
  return useSyncExternalStore(subscribe, () => choice);
}
