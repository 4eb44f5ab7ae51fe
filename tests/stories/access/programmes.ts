import type { TestApp } from '../../support/app.ts';
import {
  byId,
  queryRow,
  REVIEWERS,
  ROLES,
  type AccessTable,
  type PrivateField,
  type Role,
} from '../../support/access.ts';
import {
  grantRows,
  openProgramme,
  paidGrants,
  preparedAllocation,
  preparedGrants,
  preparedIncome,
  programmeInput,
  programmeWithDues,
  proposedProgramme,
  readRecipients,
  signed,
} from '../../support/programmes.ts';
import type { Town } from '../../support/town.ts';

const KNOW: readonly Role[] = [...REVIEWERS, 'treasurer', 'admin', 'auditor'];
const DECIDE: readonly Role[] = ['treasurer', 'admin'];

/** Money that the second treasurer prepared. */
const waiting = async (t: Town) => ({
  id: (await preparedIncome(t.preparer, (await openProgramme(t)).id, 'DUES', 1_000)).id,
});

const ofMove = (field: string): PrivateField => ({
  query: `query M($id: ID!) { it: programme(id: $id) { moves(first: 1) { edges { node { ${field} } } } } }`,
  variables: byId(({ programme }) => programme.id),
  seen: ({ it }) => it?.moves.edges.length > 0 && Object.values(it.moves.edges[0].node)[0] !== null,
  by: [...DECIDE, 'auditor'],
});

export default (_app: TestApp): AccessTable => ({
  doing: [
    { mutation: 'proposeProgramme', target: () => ({ input: programmeInput() }), allowed: DECIDE },
    {
      mutation: 'decideProgramme',
      target: async (t) => ({ id: (await proposedProgramme(t)).id, accepted: true }),
      allowed: REVIEWERS,
    },
    {
      mutation: 'bookProgrammeIncome',
      target: async (t) => {
        const { id } = await openProgramme(t);
        return {
          input: { programmeId: id, source: 'DUES', amount: 100, bankReference: `党费 ${id}`, note: '党费' },
        };
      },
      allowed: ['treasurer'],
    },
    {
      mutation: 'prepareProgrammeGrants',
      target: async (t) => ({
        input: { programmeId: (await programmeWithDues(t)).id, note: '第一批', rows: grantRows([100]) },
      }),
      allowed: ['treasurer'],
    },
    {
      mutation: 'readProgrammeRecipients',
      target: async (t) => ({
        moveId: (await preparedGrants(t.preparer, (await programmeWithDues(t)).id, grantRows([100]))).id,
        reason: '核对名单',
      }),
      allowed: DECIDE,
    },
    {
      mutation: 'returnProgrammeGrant',
      target: async (t) => {
        const list = await paidGrants(t, (await programmeWithDues(t)).id, grantRows([100]));
        const [grant] = await readRecipients(t.preparer, list.id);
        return { input: { grantId: grant!.id, bankReference: `退回 ${grant!.id}` } };
      },
      allowed: ['treasurer'],
    },
    {
      mutation: 'allocateToProgramme',
      target: async (t) => ({
        input: {
          programmeId: (await programmeWithDues(t)).id,
          toProgrammeId: (await openProgramme(t)).id,
          source: 'DUES',
          amount: 100,
          note: '调剂',
        },
      }),
      allowed: ['treasurer'],
    },
    {
      mutation: 'stopProgrammeAllocation',
      target: async (t) => {
        const [from, to] = [await programmeWithDues(t), await openProgramme(t)];
        const move = await signed(t, await preparedAllocation(t.treasurer, from.id, to.id, 100));
        return { id: move.id, reason: '有异议' };
      },
      allowed: REVIEWERS,
    },
    { mutation: 'signProgrammeMove', target: waiting, allowed: DECIDE },
    { mutation: 'closeProgrammeMove', target: waiting, allowed: DECIDE },
  ],
  seeing: {
    programmes: queryRow('{ it: programmes { totalCount } }', ROLES),
    programmeQueue: queryRow('{ it: programmeQueue { totalCount } }', KNOW),
    programme: queryRow(
      'query M($id: ID!) { it: programme(id: $id) { id } }',
      KNOW,
      byId(({ proposed }) => proposed.id),
      'nothing',
    ),
  },
  queues: { programmes: { sees: KNOW, works: REVIEWERS } },
  topics: { programme: { id: ({ proposed }) => proposed.id, sees: KNOW, otherwise: 'NOT_FOUND' } },
  traces: {
    proposeProgramme: ['PROGRAMME_PROPOSED'],
    decideProgramme: ['PROGRAMME_DECIDED'],
    bookProgrammeIncome: ['ORDER_PREPARED'],
    prepareProgrammeGrants: ['ORDER_PREPARED'],
    readProgrammeRecipients: ['PROGRAMME_RECIPIENTS_READ'],
    returnProgrammeGrant: ['PROGRAMME_GRANT_RETURNED'],
    allocateToProgramme: ['ORDER_PREPARED'],
    stopProgrammeAllocation: ['PROGRAMME_ALLOCATION_STOPPED'],
    signProgrammeMove: ['ORDER_SIGNED'],
    closeProgrammeMove: ['ORDER_REFUSED'],
  },
  secret: {
    'ProgrammeMove.bankReference': ofMove('bankReference'),
    'ProgrammeMove.order': ofMove('order { id }'),
  },
  open: {
    Programme: [
      'id',
      'title',
      'purpose',
      'sourceUse',
      'state',
      'proposedAt',
      'decidedAt',
      'reason',
      'sources',
      'proposedByViewer',
      'moves',
      'grants',
      'people',
    ],
    ProgrammeFund: ['id', 'source', 'place', 'received', 'granted', 'movedIn', 'movedOut', 'held', 'left'],
    ProgrammeMove: [
      'id',
      'kind',
      'source',
      'amount',
      'note',
      'state',
      'preparedAt',
      'doneAt',
      'programme',
      'people',
      'returned',
      'shares',
      'toProgramme',
      'noticeEndsAt',
      'stopReason',
    ],
  },
});
