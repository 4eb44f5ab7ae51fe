import { DEMO_DOMAIN } from '@hongchuang/server/refuse-demo.js';

/** The one password of every demo account. Public on purpose: the demo exists outside production only. */
export const DEMO_PASSWORD = 'hongchuang-demo';

export type DemoRole = 'publisher' | 'sponsor' | 'donor' | 'reviewer' | 'treasurer' | 'cosigner' | 'admin';

export interface DemoAccount {
  readonly email: string;
  readonly password: string;
  /** What the account may do. The sign-in page and the console show it as a short label. */
  readonly role: DemoRole;
  readonly name: string;
}

const account = (role: DemoRole, name: string): DemoAccount => ({
  email: `${role}@${DEMO_DOMAIN}`,
  password: DEMO_PASSWORD,
  role,
  name,
});

/** Each account is named after its task, so that no invented person looks like a real one. */
export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  account('publisher', '演示·发布员'),
  account('sponsor', '演示·支持单位负责人'),
  account('donor', '演示·捐赠人'),
  account('reviewer', '演示·审核员'),
  account('treasurer', '演示·财务员'),
  account('cosigner', '演示·财务复核员'),
  account('admin', '演示·管理员'),
];
