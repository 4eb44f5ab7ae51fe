import { In } from 'typeorm';
import type { Services } from '../../context.js';
import { translate, type MessageKey } from '../../messages/index.js';
import { defineNoticeKind, NoticeTopic } from '../notices/index.js';
import { Membership, MembershipRole, unitOwners } from '../organizations/index.js';

/** A merger. Both units are verified, so letters may name them. */
interface MergerEvent {
  readonly fromId: string;
  /** Empty, like the name, for a split. */
  readonly intoId: string;
  readonly from: string;
  readonly into: string;
}

export const mergerAsked = defineNoticeKind<MergerEvent, object>({
  name: 'UNIT_MERGER_ASKED',
  label: 'unitChange.notice.asked.label',
  topics: [NoticeTopic.UNITS],
  recipients: (services, { intoId }) => unitOwners(services, intoId),
  words: (language, { intoId, ...names }) => ({
    title: translate(language, 'unitChange.notice.asked.title', { from: names.from, into: names.into }),
    text: translate(language, 'unitChange.notice.asked.text'),
    path: `/workspace/${intoId}/changes`,
  }),
});

interface DecidedEvent extends MergerEvent {
  readonly outcome: 'consented' | 'refused' | 'splitRefused';
}

/** Tells the unit that asked what the other unit, or an administrator, decided. A merger itself is told to all. */
export const changeDecided = defineNoticeKind<DecidedEvent, object>({
  name: 'UNIT_CHANGE_DECIDED',
  label: 'unitChange.notice.decided.label',
  topics: [NoticeTopic.UNITS],
  recipients: (services, { fromId }) => unitOwners(services, fromId),
  words: (language, { outcome, fromId, from, into }) => ({
    title: translate(language, `unitChange.notice.${outcome}.title` as MessageKey, { from, into }),
    text: translate(language, `unitChange.notice.${outcome}.text` as MessageKey),
    path: `/workspace/${fromId}/changes`,
  }),
});

interface MergedEvent extends MergerEvent {
  /** The units that were below the merged one. */
  readonly childIds: readonly string[];
}

/** Returns all members of units, and the owners of others. */
async function membersAndOwners(
  { db }: Services,
  unitIds: readonly string[],
  othersIds: readonly string[],
): Promise<Map<string, object>> {
  const members = await db.read.findBy(Membership, [
    { organizationId: In([...unitIds]) },
    { organizationId: In([...othersIds]), role: MembershipRole.OWNER },
  ]);
  return new Map(members.map(({ userId }) => [userId, {}]));
}

/** Tells everybody who belongs to the unit after a merger, and the owners of the units that moved below it. */
export const unitsMerged = defineNoticeKind<MergedEvent, object>({
  name: 'UNITS_MERGED',
  label: 'unitChange.notice.merged.label',
  topics: [NoticeTopic.UNITS],
  recipients: (services, { intoId, childIds }) => membersAndOwners(services, [intoId], childIds),
  words: (language, { intoId, from, into }) => ({
    title: translate(language, 'unitChange.notice.merged.title', { from, into }),
    text: translate(language, 'unitChange.notice.merged.text', { from, into }),
    path: `/organizations/${intoId}`,
  }),
});

interface SplitEvent {
  readonly fromId: string;
  readonly from: string;
  readonly unitIds: readonly string[];
  /** The units below that moved. */
  readonly childIds: readonly string[];
}

/** Tells everybody who belonged to a unit that it was split, and the owners of the units that moved with a part. */
export const unitSplit = defineNoticeKind<SplitEvent, object>({
  name: 'UNIT_SPLIT',
  label: 'unitChange.notice.split.label',
  topics: [NoticeTopic.UNITS],
  recipients: (services, { fromId, unitIds, childIds }) => membersAndOwners(services, [fromId, ...unitIds], childIds),
  words: (language, { fromId, from }) => ({
    title: translate(language, 'unitChange.notice.split.title', { from }),
    text: translate(language, 'unitChange.notice.split.text', { from }),
    path: `/organizations/${fromId}`,
  }),
});
