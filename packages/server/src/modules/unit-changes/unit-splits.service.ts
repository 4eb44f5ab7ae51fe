import { In } from 'typeorm';
import { requireViewer, type RequestContext } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { insertRows } from '../../db/rows.js';
import { badInput, conflict, invalidState, notFound } from '../../errors.js';
import { inEntry, readId, readList, readText } from '../../input.js';
import { newId } from '../../lib/ids.js';
import { recordOnce } from '../../recorded-once.js';
import { notify } from '../notices/index.js';
import {
  COMMENT_LENGTH,
  lockAsMember,
  MembershipRole,
  NAME_LENGTH,
  nameKeyOf,
  Organization,
  publicNameOf,
  requireMembership,
  requireOwnersOfParts,
  requireVerified,
  splitUnit,
  VerificationStatus,
  type NewPart,
} from '../organizations/index.js';
import { record } from '../trace/index.js';
import { UnitChange, UnitChangeKind, UnitChangeState } from './unit-change.entities.js';
import { UnitChangeChild, UnitChangeMember, UnitChangePart } from './unit-change-parts.entities.js';
import type { UnitSplitInput } from './unit-changes.inputs.js';
import { unitSplit as unitSplitNotice } from './unit-changes.notices.js';
import { unitChangeQueue } from './unit-changes.queues.js';
import { LIMITS, OPEN_STATES } from './unit-changes.rules.js';
import { unitSplit, unitSplitAsked } from './unit-changes.trace.js';

const keyOfName = (name: string): string =>
  nameKeyOf({ name, verifiedName: null, verification: VerificationStatus.VERIFIED })!;

/** Reads the parts. Nobody and nothing may move twice, and no two new units may have one name. */
async function readParts({ parts: given }: UnitSplitInput): Promise<NewPart[]> {
  const names = new Set<string>();
  const moved = new Set<string>();
  const once = (field: string, id: string): string => {
    if (moved.has(id)) throw badInput(field, 'unitChange.movedTwice');
    moved.add(id);
    return id;
  };
  const parts: NewPart[] = [];
  for (const [index, part] of readList('parts', given, LIMITS.parts).entries())
    await inEntry(`parts.${index}`, () => {
      const name = readText('name', part.name, NAME_LENGTH);
      if (names.has(keyOfName(name))) throw conflict('organization.nameTaken', 'name');
      names.add(keyOfName(name));
      const ownerId = readId('ownerId', part.ownerId);
      const memberIds = readList('memberIds', part.memberIds, LIMITS.members).map((id, at) =>
        once(`memberIds.${at}`, readId(`memberIds.${at}`, id)),
      );
      if (!memberIds.includes(ownerId)) throw notFound('ownerId');
      const childIds = readList('childIds', part.childIds, LIMITS.children).map((id, at) =>
        once(`childIds.${at}`, readId(`childIds.${at}`, id)),
      );
      parts.push({ name, kind: part.kind, ownerId, memberIds: new Set(memberIds), childIds: new Set(childIds) });
    });
  return parts;
}

/** Asks to found new units out of a unit of the viewer. It waits for an administrator who does not belong to it. */
export async function askUnitSplit(context: RequestContext, input: UnitSplitInput): Promise<UnitChange> {
  const { userId } = requireViewer(context);
  const { organization } = await requireMembership(context, input.organizationId, MembershipRole.OWNER);
  requireVerified(organization);
  const reason = readText('reason', input.reason, COMMENT_LENGTH);
  const parts = await readParts(input);
  const { recorded } = await recordOnce(context, {
    operation: 'askUnitSplit',
    userId,
    input,
    find: (manager, id) => manager.findOneBy(UnitChange, { id }),
    async record(tx) {
      const from = await lockAsMember(context, tx, organization.id, MembershipRole.OWNER);
      await requireFree(tx, from.id);
      await requireKnown(tx, from, parts);
      const change = tx.manager.create(UnitChange, {
        id: newId(tx.now),
        kind: UnitChangeKind.SPLIT,
        organizationId: from.id,
        intoId: null,
        state: UnitChangeState.CONSENTED,
        askedById: userId,
        askedAt: tx.now,
        reason,
        consentedById: userId,
        consentedAt: tx.now,
        decidedById: null,
        decidedAt: null,
        decisionReason: null,
      });
      await tx.manager.insert(UnitChange, change);
      storeParts(tx, change.id, parts);
      record(tx, context, unitSplitAsked, {
        subject: from.id,
        after: { change: change.id, units: parts.length },
        reason,
      });
      tx.changed(unitChangeQueue.topic);
      return change;
    },
  });
  return recorded;
}

async function requireFree(tx: Tx, unitId: string): Promise<void> {
  const state = In([...OPEN_STATES]);
  const waits = await tx.manager.existsBy(UnitChange, [
    { organizationId: unitId, state },
    { intoId: unitId, state },
  ]);
  if (waits) throw invalidState('unitChange.waits');
}

/** Throws unless all who are to move belong to the unit, all units are below it, and the names are free. */
async function requireKnown(tx: Tx, from: Organization, parts: readonly NewPart[]): Promise<void> {
  const children = new Set((await tx.manager.findBy(Organization, { parentId: from.id })).map(({ id }) => id));
  const taken = await tx.manager.findBy(Organization, { nameKey: In(parts.map(({ name }) => keyOfName(name))) });
  const takenKeys = new Set(taken.map(({ nameKey }) => nameKey));
  const members = new Set((await requireOwnersOfParts(tx, from, parts)).map(({ userId }) => userId));
  for (const [index, { name, memberIds, childIds }] of parts.entries()) {
    if (takenKeys.has(keyOfName(name))) throw conflict('organization.nameTaken', `parts.${index}.name`);
    [...memberIds].forEach((id, at) => {
      if (!members.has(id)) throw notFound(`parts.${index}.memberIds.${at}`);
    });
    [...childIds].forEach((id, at) => {
      if (!children.has(id)) throw notFound(`parts.${index}.childIds.${at}`);
    });
  }
}

function storeParts(tx: Tx, changeId: string, parts: readonly NewPart[]): void {
  const placed = parts.map((part, index) => ({ ...part, position: index + 1 }));
  insertRows(
    tx,
    UnitChangePart,
    placed.map(({ position, name, kind, ownerId }) => ({
      changeId,
      position,
      name,
      kind,
      ownerId,
      organizationId: null,
    })),
  );
  insertRows(
    tx,
    UnitChangeMember,
    placed.flatMap(({ position, memberIds }) => [...memberIds].map((userId) => ({ changeId, userId, position }))),
  );
  insertRows(
    tx,
    UnitChangeChild,
    placed.flatMap(({ position, childIds }) =>
      [...childIds].map((organizationId) => ({ changeId, organizationId, position })),
    ),
  );
}

/** Carries a split out. The unit is locked. */
export async function carryOutSplit(
  context: RequestContext,
  tx: Tx,
  change: UnitChange,
  from: Organization,
  reason: string,
): Promise<void> {
  const changeId = change.id;
  requireVerified(from);
  const rows = await tx.manager.find(UnitChangePart, { where: { changeId }, order: { position: 'ASC' } });
  const members = await tx.manager.findBy(UnitChangeMember, { changeId });
  const children = await tx.manager.findBy(UnitChangeChild, { changeId });
  const at = <T extends { position: number }>(all: readonly T[], position: number): T[] =>
    all.filter((one) => one.position === position);
  const parts = rows.map(({ name, kind, ownerId, position }) => ({
    name,
    kind,
    ownerId,
    memberIds: new Set(at(members, position).map(({ userId }) => userId)),
    childIds: new Set(at(children, position).map(({ organizationId }) => organizationId)),
  }));
  const made = await splitUnit(context, tx, from, parts, reason);
  for (const [index, { id }] of made.entries()) {
    await tx.manager.update(UnitChangePart, { changeId, position: rows[index]!.position }, { organizationId: id });
    record(tx, context, unitSplit, { subject: id, after: { from: from.id }, reason });
  }
  const unitIds = made.map(({ id }) => id);
  record(tx, context, unitSplit, { subject: from.id, after: { units: unitIds }, reason });
  await notify(tx, unitSplitNotice, {
    fromId: from.id,
    from: publicNameOf(from),
    unitIds,
    childIds: children.map(({ organizationId }) => organizationId),
  });
}
