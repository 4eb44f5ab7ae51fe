/** The one password of every demo account. Public on purpose: the demo exists outside production only. */
export const DEMO_PASSWORD = 'hongchuang-demo';

export type DemoRole = 'publisher' | 'sponsor' | 'donor' | 'reviewer' | 'treasurer' | 'cosigner' | 'admin';

export interface DemoAccount {
  readonly email: string;
  readonly password: string;
  /** What the account may do, as a short label for the sign-in page and the console. */
  readonly role: DemoRole;
  readonly name: string;
}

const account = (role: DemoRole, name: string): DemoAccount => ({ email: `${role}@hongchuang.test`, password: DEMO_PASSWORD, role, name });

/** Named after what they do, so that nobody who does not exist looks like a real person. */
export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  account('publisher', '演示·发布员'),
  account('sponsor', '演示·支持单位负责人'),
  account('donor', '演示·捐赠人'),
  account('reviewer', '演示·审核员'),
  account('treasurer', '演示·财务员'),
  account('cosigner', '演示·财务复核员'),
  account('admin', '演示·管理员'),
];
