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
import { openProgramme, preparedIncome, programmeInput, proposedProgramme } from '../../support/programmes.ts';
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
    { mutation: 'signProgrammeMove', target: waiting, allowed: DECIDE },
    { mutation: 'closeProgrammeMove', target: waiting, allowed: DECIDE },
  ],
  seeing: {
    programmes: queryRow('{ it: programmes { totalCount } }', ROLES),
    programme: queryRow(
      'query M($id: ID!) { it: programme(id: $id) { id } }',
      KNOW,
      byId(({ proposed }) => proposed.id),
      'nothing',
    ),
  },
  topics: { programme: { id: ({ proposed }) => proposed.id, sees: KNOW, otherwise: 'NOT_FOUND' } },
  traces: {
    proposeProgramme: ['PROGRAMME_PROPOSED'],
    decideProgramme: ['PROGRAMME_DECIDED'],
    bookProgrammeIncome: ['ORDER_PREPARED'],
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
    ],
    ProgrammeFund: ['id', 'source', 'place', 'received', 'left'],
    ProgrammeMove: ['id', 'kind', 'source', 'amount', 'note', 'state', 'preparedAt', 'doneAt', 'programme'],
  },
});
