import { requireViewer, type RequestContext } from '../../context.js';
import { notFound } from '../../errors.js';
import { isId } from '../../lib/ids.js';
import { findMembershipRole, MembershipRole } from '../organizations/index.js';
import { CollectedList } from './collected-list.entity.js';

/** Whether the viewer keeps the lists of a unit: its editors and owners do. */
export async function keepsLists(context: RequestContext, organizationId: string): Promise<boolean> {
  const role = await findMembershipRole(context, organizationId);
  return role === MembershipRole.EDITOR || role === MembershipRole.OWNER;
}

/** Returns the list, or null when there is none or the viewer does not keep the lists of its unit. */
export async function findOwnList(context: RequestContext, id: string): Promise<CollectedList | null> {
  if (context.viewer === null || !isId(id)) return null;
  const list = await context.db.read.findOneBy(CollectedList, { id });
  return list !== null && (await keepsLists(context, list.organizationId)) ? list : null;
}

/** Returns the list. Throws NOT_FOUND for a list that the viewer does not keep, as for one that does not exist. */
export async function getOwnList(context: RequestContext, id: string): Promise<CollectedList> {
  requireViewer(context);
  const list = await findOwnList(context, id);
  if (list === null) throw notFound('id');
  return list;
}
