import { In } from 'typeorm';
import type { Services } from '../../context.js';
import { translate } from '../../messages/index.js';
import { defineNoticeKind, NoticeTopic } from '../notices/index.js';
import { Membership, MembershipRole } from './membership.entity.js';

/**
 * A request to belong to a unit. It holds the name of the unit above only, because anybody can register a unit under
 * any name, and letters speak for the charity.
 */
interface ParentEvent {
  readonly organizationId: string;
  readonly parentId: string;
  readonly parentName: string;
}

/** The owners of a unit, who are told what concerns it. */
export async function unitOwners({ db }: Services, organizationId: string): Promise<Map<string, object>> {
  const owners = await db.read.findBy(Membership, { organizationId, role: In([MembershipRole.OWNER]) });
  return new Map(owners.map(({ userId }) => [userId, {}]));
}

export const parentAsked = defineNoticeKind<ParentEvent, object>({
  name: 'PARENT_ASKED',
  label: 'unitParent.notice.asked.label',
  topics: [NoticeTopic.UNITS],
  recipients: (services, { parentId }) => unitOwners(services, parentId),
  words: (language, { parentId, parentName }) => ({
    title: translate(language, 'unitParent.notice.asked.title', { parent: parentName }),
    text: translate(language, 'unitParent.notice.asked.text'),
    path: `/workspace/${parentId}#below`,
  }),
});

const decidedWords = (accepted: boolean) =>
  defineNoticeKind<ParentEvent, object>({
    name: accepted ? 'PARENT_ACCEPTED' : 'PARENT_REFUSED',
    label: accepted ? 'unitParent.notice.accepted.label' : 'unitParent.notice.refused.label',
    topics: [NoticeTopic.UNITS],
    recipients: (services, { organizationId }) => unitOwners(services, organizationId),
    words: (language, { organizationId, parentName }) => ({
      title: translate(language, accepted ? 'unitParent.notice.accepted.title' : 'unitParent.notice.refused.title', {
        parent: parentName,
      }),
      text: translate(language, accepted ? 'unitParent.notice.accepted.text' : 'unitParent.notice.refused.text'),
      path: `/workspace/${organizationId}#profile`,
    }),
  });
export const parentAccepted = decidedWords(true);
export const parentRefused = decidedWords(false);
