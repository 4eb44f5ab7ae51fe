import { requirePermission, type RequestContext } from '../../context.js';
import { insertRows } from '../../db/rows.js';
import { badInput, forbidden, notFound } from '../../errors.js';
import { readId, readList, readOptionalText, readText } from '../../input.js';
import { newId } from '../../lib/ids.js';
import { searchText } from '../../lib/search-text.js';
import { recordOnce } from '../../recorded-once.js';
import { record } from '../trace/index.js';
import { Programme, ProgrammeFund } from './programme.entities.js';
import { ProgrammeState } from './programme.enums.js';
import type { ProposeProgrammeInput } from './programmes.inputs.js';
import { decideProgrammes, proposeProgrammes } from './programmes.permissions.js';
import { programmeQueue } from './programmes.queues.js';
import { LIMITS, refuseDecision } from './programmes.rules.js';
import { programmeTopic } from './programmes.topics.js';
import { programmeDecided, programmeProposed } from './programmes.trace.js';

/** Proposes a programme. It is not public, and moves no money, before a reviewer publishes it. */
export async function proposeProgramme(context: RequestContext, input: ProposeProgrammeInput): Promise<Programme> {
  const { userId } = requirePermission(context, proposeProgrammes);
  const title = readText('title', input.title, LIMITS.title);
  const purpose = readText('purpose', input.purpose, LIMITS.purpose);
  const sources = readList('sources', input.sources, LIMITS.sources);
  if (new Set(sources).size < sources.length) throw badInput('sources', 'programme.sourceTwice');
  const { recorded } = await recordOnce(context, {
    operation: 'proposeProgramme',
    userId,
    input,
    find: (manager, id) => manager.findOneBy(Programme, { id }),
    async record(tx) {
      const programme = Object.assign(new Programme(), {
        id: newId(tx.now),
        title,
        searchText: searchText(title),
        purpose,
        sourceUse: input.sourceUse,
        state: ProgrammeState.PROPOSED,
        proposedById: userId,
        proposedAt: tx.now,
        decidedById: null,
        decidedAt: null,
        reason: null,
      });
      insertRows(tx, Programme, [programme]);
      insertRows(
        tx,
        ProgrammeFund,
        sources.map((source, index) => ({
          id: newId(tx.now),
          programmeId: programme.id,
          source,
          place: index + 1,
          receivedFen: 0,
          grantedFen: 0,
          movedInFen: 0,
          movedOutFen: 0,
          heldFen: 0,
        })),
      );
      tx.changed(programmeQueue.topic);
      record(tx, context, programmeProposed, { subject: programme.id, after: { sources: sources.length } });
      return programme;
    },
  });
  return recorded;
}

/** Publishes or refuses a proposed programme, by a reviewer who did not propose it. */
export async function decideProgramme(
  context: RequestContext,
  rawId: string,
  accepted: boolean,
  rawReason: string | null | undefined,
): Promise<Programme> {
  const { userId } = requirePermission(context, decideProgrammes);
  const id = readId('id', rawId);
  const reason = readOptionalText('reason', rawReason, LIMITS.reason);
  if (!accepted && reason === null) throw badInput('reason', 'programme.reasonNeeded');
  return context.db.transact(async (tx) => {
    const programme = await tx.lock(Programme, { id });
    if (programme === null) throw notFound('id');
    if (programme.proposedById === userId) throw forbidden('programme.ownProposal');
    const refusal = refuseDecision(programme.state);
    if (refusal !== null) throw refusal;
    const decided = {
      state: accepted ? ProgrammeState.OPEN : ProgrammeState.REFUSED,
      decidedById: userId,
      decidedAt: tx.now,
      reason: accepted ? null : reason,
    };
    await tx.manager.update(Programme, { id }, decided);
    record(tx, context, programmeDecided, { subject: id, after: { state: decided.state }, reason });
    tx.changed(programmeTopic.of(id), programmeQueue.topic);
    return Object.assign(programme, decided);
  });
}
