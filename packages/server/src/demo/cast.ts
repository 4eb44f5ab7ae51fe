import { PlatformRole, type RequestContext, type Services, type ViewerSession } from '../context.js';
import { createAccount, grantRole } from '../modules/identity/index.js';
import { DEMO_ACCOUNTS, type DemoRole } from './accounts.js';

const PLATFORM_ROLES: Partial<Record<DemoRole, PlatformRole>> = {
  reviewer: PlatformRole.REVIEWER,
  treasurer: PlatformRole.TREASURER,
  cosigner: PlatformRole.TREASURER,
  admin: PlatformRole.ADMIN,
};

/** The people of the demo, as services see who asks. */
export class Cast {
  private constructor(
    private readonly services: Services,
    private readonly viewers: ReadonlyMap<DemoRole, ViewerSession>,
  ) {}

  /** Makes the accounts. The administrator's role comes at the very end, by `finish`. */
  static async hire(services: Services): Promise<Cast> {
    const viewers = new Map<DemoRole, ViewerSession>();
    for (const { email, password, name, role } of DEMO_ACCOUNTS) {
      const platformRole = PLATFORM_ROLES[role];
      const roles = platformRole === undefined ? [] : [platformRole];
      const user = await createAccount(services, { email, password, name, roles: role === 'admin' ? [] : roles });
      viewers.set(role, { userId: user.id, sessionId: 'demo', name, roles: new Set(roles) });
    }
    return new Cast(services, viewers);
  }

  /** A request of `role`, or of a guest; a new one each time, since what a request has read it keeps. */
  as(role: DemoRole | 'guest'): RequestContext {
    return {
      ...this.services,
      viewer: role === 'guest' ? null : this.viewers.get(role)!,
      language: 'zh-CN',
      address: '127.0.0.1',
      userAgent: 'demo',
      setSessionToken: () => undefined,
    };
  }

  idOf(role: DemoRole): string {
    return this.viewers.get(role)!.userId;
  }

  /** The last thing to happen, so that a demo without an administrator is known to be half a demo. */
  async finish(): Promise<void> {
    await grantRole(this.services, DEMO_ACCOUNTS.find(({ role }) => role === 'admin')!.email, PlatformRole.ADMIN);
  }
}
