import { Ctx, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../context.js';
import { ErrorCode } from '../../errors.js';
import { methodsOf, PLEDGE_EXPIRY_DAYS, PLEDGE_LIMITS } from '../pledges/index.js';
import { CATEGORIES, REGIONS } from '../projects/index.js';
import { DIRECT_FILE } from '../works/index.js';
import { Platform } from './platform.types.js';

@Resolver()
export class PlatformResolver {
  @Query(() => Platform, { description: 'What this installation offers, and the limits that forms need to know.' })
  platform(@Ctx() { env, texter }: RequestContext): Platform {
    return {
      paymentMethods: methodsOf(env),
      publicNoticeDays: env.publicNoticeDays,
      pledgeExpiryDays: PLEDGE_EXPIRY_DAYS,
      minPledge: PLEDGE_LIMITS.amountFen.min,
      maxPledge: PLEDGE_LIMITS.amountFen.max,
      bankAccount: env.bankAccount,
      regions: REGIONS,
      categories: CATEGORIES,
      directFiles: DIRECT_FILE,
      textMessages: texter !== null,
      errorCodes: Object.values(ErrorCode),
      demoAccounts: env.demoAccounts,
      operator: { ...env.operator, security: env.securityContact },
    };
  }
}
