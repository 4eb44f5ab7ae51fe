import type { MembershipRole } from '@hongchuang/schema';

export const ROLES: MembershipRole[] = ['OWNER', 'EDITOR', 'MEMBER'];

/** An organisation without an owner could never be managed again, so its last one cannot step down. */
export function isLastOwner(members: readonly { userId: string; role: MembershipRole }[], userId: string): boolean {
  const owners = members.filter(({ role }) => role === 'OWNER');
  return owners.length === 1 && owners[0]?.userId === userId;
}
