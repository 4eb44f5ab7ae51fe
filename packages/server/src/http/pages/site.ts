import type { DocumentNode, ExecutionResult } from 'graphql';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Language } from '../../messages/index.js';

/** What a page is drawn from. */
export interface PageRequest {
  /** The address of the page, with its query. */
  readonly path: string;
  readonly language: Language;
  readonly theme: Theme;
  /** The moment that the page shows. */
  readonly now: Date;
  /** How people reach the site, without a slash at the end. */
  readonly origin: string;
  execute(document: DocumentNode, variables: Record<string, unknown>): Promise<ExecutionResult>;
  readonly signal: AbortSignal;
}

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** The second build of the pages, which draws the first screen on the server (packages/web/src/entry-server.tsx). */
export interface Site {
  /** The name of the page's file, or undefined for a page that the server does not draw. */
  servedFileOf(path: string): string | undefined;
  draw(request: PageRequest): Promise<{ status: number; html: string }>;
}

/** The page without contents, in which the browser draws everything. */
export const readShell = (webDir: string): string => readFileSync(join(webDir, 'index.html'), 'utf8');

/** Opens the second build beside `webDir`; null where there is none, and pages come as the shell. */
export async function openSite(webDir: string): Promise<Site | null> {
  const file = `${webDir}-server/site.js`;
  if (!existsSync(file)) return null;
  const manifest: unknown = JSON.parse(readFileSync(join(webDir, '.vite/manifest.json'), 'utf8'));
  const built = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as {
    openSite(shell: string, manifest: unknown): Site;
  };
  return built.openSite(readShell(webDir), manifest);
}
