import type { Services } from '../../context.js';
import { Membership, type MembershipRole } from './membership.entity.js';

/** Makes someone a member with exactly `role`, for the demo and the command line; the caller answers for the last owner. */
export const addMember = (services: Services, member: { organizationId: string; userId: string; role: MembershipRole }): Promise<void> =>
  services.db.transact(async (tx) => {
    const { userId, organizationId, role } = member;
    const { affected } = await tx.manager.update(Membership, { userId, organizationId }, { role });
    if (affected === 0) await tx.manager.insert(Membership, { userId, organizationId, role, createdAt: tx.now });
  });
