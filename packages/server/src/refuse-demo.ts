import { Like } from 'typeorm';
import type { Database } from './db/database.js';
import { Credential } from './modules/identity/index.js';
import { PaymentMethod, Pledge } from './modules/pledges/index.js';

/**
 * The domain of every account of the demo. The top-level domain `.test` is reserved, so no real person has an address
 * there.
 */
export const DEMO_DOMAIN = 'hongchuang.test';

/**
 * Refuses a database that contains the demo where nobody may expect it, because the demo has accounts with a public
 * password and gifts that nobody paid.
 */
export async function refuseDemoIn({ read }: Database): Promise<void> {
  const accounts = await read.findBy(Credential, { email: Like(`%@${DEMO_DOMAIN}`) });
  const gifts = await read.countBy(Pledge, { payment: PaymentMethod.SANDBOX });
  const found = [
    ...(accounts.length > 0
      ? [`the accounts ${accounts.map(({ email }) => email).join(', ')}, whose password is public`]
      : []),
    ...(gifts > 0 ? [`${gifts} gifts by SANDBOX, which nobody paid`] : []),
  ];
  if (found.length > 0)
    throw new Error(
      `With NODE_ENV=production this database is refused. It holds ${found.join(' and ')}. Set DATABASE_URL or DATA_DIR to one that never had a demo.`,
    );
}
