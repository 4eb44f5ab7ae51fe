import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of this run in which `template.ts` keeps the tables that every migration has made. */
    templates: string;
  }
}

// All projects of one run share the folder. Each project loads this file for itself, so the state is on globalThis.
const holder = globalThis as { hongchuangTemplates?: { users: number; folder: string } };

export default function setup(project: TestProject) {
  const shared = (holder.hongchuangTemplates ??= { users: 0, folder: mkdtempSync(join(tmpdir(), 'hc-templates-')) });
  shared.users += 1;
  project.provide('templates', shared.folder);
  return () => {
    shared.users -= 1;
    if (shared.users > 0) return;
    delete holder.hongchuangTemplates;
    rmSync(shared.folder, { recursive: true, force: true });
  };
}
