import { newId } from '@hongchuang/server/lib/ids.js';
import { PlatformRole, type RequestContext, type Services, type ViewerSession } from '@hongchuang/server/context.js';
import { currentNotice, recordConsents } from '@hongchuang/server/modules/consents/index.js';
import { createAccount, grantRole } from '@hongchuang/server/modules/identity/index.js';
import { DEMO_ACCOUNTS, type DemoRole } from './accounts.js';

const PLATFORM_ROLES: Partial<Record<DemoRole, PlatformRole>> = {
  reviewer: PlatformRole.REVIEWER,
  treasurer: PlatformRole.TREASURER,
  cosigner: PlatformRole.TREASURER,
  admin: PlatformRole.ADMIN,
};

/** The people of the demo. Each call to a service is made as one of them. */
export class Cast {
  private constructor(
    private readonly services: Services,
    private readonly viewers: ReadonlyMap<DemoRole, ViewerSession>,
  ) {}

  /** Makes the accounts. `finish` gives the administrator's role at the very end. */
  static async hire(services: Services): Promise<Cast> {
    const viewers = new Map<DemoRole, ViewerSession>();
    for (const { email, password, name, role } of DEMO_ACCOUNTS) {
      const platformRole = PLATFORM_ROLES[role];
      const roles = platformRole === undefined ? [] : [platformRole];
      const user = await createAccount(services, { email, password, name, roles: role === 'admin' ? [] : roles });
      // Otherwise every page of the demo begins with the question.
      await services.db.transact(async (tx) => {
        recordConsents(tx, [{ version: currentNotice().version, language: 'zh-CN', userId: user.id }]);
      });
      viewers.set(role, { userId: user.id, sessionId: 'demo', name, roles: new Set(roles) });
    }
    return new Cast(services, viewers);
  }

  /**
   * Returns a new request context of `role` or of a guest. A context caches what it has read, so each call needs a new
   * one.
   */
  as(role: DemoRole | 'guest'): RequestContext {
    return {
      ...this.services,
      viewer: role === 'guest' ? null : this.viewers.get(role)!,
      language: 'zh-CN',
      address: '127.0.0.1',
      userAgent: 'demo',
      requestId: newId(),
      deviceToken: null,
      setDeviceToken: () => undefined,
      setSessionToken: () => undefined,
    };
  }

  idOf(role: DemoRole): string {
    return this.viewers.get(role)!.userId;
  }

  /**
   * Gives the administrator's role, as the last step. A demo without an administrator is therefore a half-loaded demo.
   */
  async finish(): Promise<void> {
    await grantRole(this.services, DEMO_ACCOUNTS.find(({ role }) => role === 'admin')!.email, PlatformRole.ADMIN);
  }
}
