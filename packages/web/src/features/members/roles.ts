import type { MembershipRole } from '@hongchuang/schema';

export const ROLES: MembershipRole[] = ['OWNER', 'EDITOR', 'MEMBER'];

/** The last owner cannot step down, because nobody could manage an organisation without an owner. */
export function isLastOwner(members: readonly { userId: string; role: MembershipRole }[], userId: string): boolean {
  const owners = members.filter(({ role }) => role === 'OWNER');
  return owners.length === 1 && owners[0]?.userId === userId;
}
