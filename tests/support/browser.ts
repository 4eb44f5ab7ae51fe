import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { findChromium } from '../../scripts/lib/system.mjs';
import { chromiumArguments } from './chromium.mjs';

/** Bounds a wait: the first start on a machine reads a hundred megabytes from a cold disk. */
const LAUNCH_MS = 120_000;

export async function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error('No Chromium here: apt-get install chromium, or set CHROMIUM_PATH.');
  return chromium.launch({ executablePath, args: chromiumArguments, timeout: LAUNCH_MS });
}

/** One browser for all tests of a file. Make a context a test: contexts share no cookies. */
export function useBrowser(): { readonly current: Browser } {
  let browser: Browser | undefined;
  beforeAll(async () => { browser = await launchBrowser(); });
  afterAll(async () => { await browser?.close(); });
  return {
    get current() {
      if (browser === undefined) throw new Error('The browser runs only inside tests and hooks; this reads it while the file is being loaded.');
      return browser;
    },
  };
}
