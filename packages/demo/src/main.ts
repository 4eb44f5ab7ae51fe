import { endWith, start } from '@hongchuang/server/start.js';
import { parseEnv, type Env } from '@hongchuang/server/env.js';
import { readPaymentSettings, type PaymentSettings } from '@hongchuang/server/payment-settings.js';
import { PaymentStandIn } from '@hongchuang/server/payment-stand-in/stand-in.js';
import { DEMO_ACCOUNTS } from './accounts.js';
import { loadDemoIfEmpty } from './load.js';

/**
 * Starts the server with the settings of the environment. When `DEMO` is on, it loads the demo into an empty database
 * first, and the sign-in page offers the accounts of the demo.
 */
async function main(): Promise<void> {
  const env = parseEnv(process.env);
  if (!env.demo) return start(env);
  if ((await loadDemoIfEmpty(env, (line) => console.log(line))) === 'incomplete')
    console.warn(
      'The demo in this database is incomplete: loading it was interrupted. Empty the database and start again to have all of it.',
    );
  await start({ ...env, payments: await testProviders(env), demoAccounts: DEMO_ACCOUNTS });
  console.log(describeAccounts());
}

/**
 * Starts the built-in test provider, and returns the settings by which the server uses it. It takes no money, and pages
 * say so. Providers that the environment names are used instead.
 */
async function testProviders({ payments, host, publicUrl }: Env): Promise<PaymentSettings> {
  if (payments.wechat !== null || payments.alipay !== null) return payments;
  const standIn = await PaymentStandIn.start({ host, name: new URL(publicUrl).hostname, tellsAtOnce: true });
  return { ...readPaymentSettings(standIn.settings(), [], false), isTest: true };
}

/** Returns the demo accounts as a table, for a person who has just started the demo. */
function describeAccounts(): string {
  const width = Math.max(...DEMO_ACCOUNTS.map(({ email }) => email.length));
  const rows = DEMO_ACCOUNTS.map(({ email, password, name }) => `  ${email.padEnd(width)}  ${password}  ${name}`);
  return `Demo accounts:\n${rows.join('\n')}\n`;
}

main().catch(endWith);
