import { endWith } from '@hongchuang/server/start.js';
import { parseEnv } from '@hongchuang/server/env.js';
import { DEMO_ACCOUNTS } from './accounts.js';
import { loadDemoIfEmpty } from './load.js';

/** Loads the demo, but only into an empty database. Returns the code with which the process ends. */
async function seed(): Promise<number> {
  const state = await loadDemoIfEmpty(parseEnv(process.env), (line) => console.log(line));
  if (state === 'empty') {
    console.log(
      `Sign in as ${DEMO_ACCOUNTS.map(({ email }) => email).join(', ')}; the password of each is ${DEMO_ACCOUNTS[0]!.password}.`,
    );
    return 0;
  }
  const why = state === 'incomplete' ? 'holds a demo whose loading was interrupted' : 'has accounts already';
  console.error(`The database ${why}: the demo is loaded into an empty one only. Nothing was changed.`);
  return 1;
}

seed().then((code) => process.exit(code), endWith);
