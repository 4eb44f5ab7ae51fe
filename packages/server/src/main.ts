import { parseEnv } from './env.js';
import { endWith, start } from './start.js';

/** Starts the server alone, with the settings of the environment. `packages/demo` starts it with the demo. */
const main = async (): Promise<void> => start(parseEnv(process.env));

main().catch(endWith);
