import { AsyncLocalStorage } from 'node:async_hooks';

/** The job or the command that runs without a request, such as `job/end-roles` or `cli/grant`. */
const tasks = new AsyncLocalStorage<string>();

/** Runs `work` as the named task. */
export const asTask = <T>(name: string, work: () => T): T => tasks.run(name, work);

/** The task in which this code runs, or null within a request. */
export const currentTask = (): string | null => tasks.getStore() ?? null;
