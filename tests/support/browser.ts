import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { findChromium } from '../../scripts/lib/system.mjs';
import { chromiumArguments } from './chromium.mjs';

/** An upper bound for the launch: the first start on a machine reads a hundred megabytes from a cold disk. */
const LAUNCH_MS = 120_000;

export async function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error('No Chromium here: apt-get install chromium, or set CHROMIUM_PATH.');
  return chromium.launch({ executablePath, args: chromiumArguments, timeout: LAUNCH_MS });
}

/** The browser of this worker. It ends with the worker's process, because Chromium ends when its pipe closes. */
let shared: Promise<Browser> | undefined;

/**
 * One browser for all files of a worker. Open a new context for each test, because contexts share no cookies. All
 * contexts close after the last test.
 */
export function useBrowser(): { readonly current: Browser } {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await (shared ??= launchBrowser());
  });
  afterAll(async () => {
    for (const context of browser?.contexts() ?? []) await context.close();
  });
  return {
    get current() {
      if (browser === undefined)
        throw new Error('The browser runs only inside tests and hooks; this reads it while the file is being loaded.');
      return browser;
    },
  };
}
