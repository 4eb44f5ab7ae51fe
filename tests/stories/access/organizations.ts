import type { TestApp } from '../../support/app.ts';
import {
  MEMBERS,
  EDITORS,
  ROLES,
  SIGNED_IN,
  queryRow,
  byId,
  personOf,
  type AccessTable,
  type World,
} from '../../support/access.ts';
import { MUTATIONS } from '../../support/operations.ts';
import { askingUnit, invitationTokenFor, joinUnit } from '../../support/town.ts';

const ofUnit = (selection: string) => `query U($id: ID!) { it: organization(id: $id) { ${selection} } }`;
const unitId = ({ town }: World) => ({ id: town.organization.id });

export default (app: TestApp): AccessTable => ({
  doing: [
    {
      mutation: 'createOrganization',
      target: () => ({ input: { name: '新单位', kind: 'COMMUNITY' } }),
      allowed: SIGNED_IN,
    },
    {
      mutation: 'updateOrganization',
      target: ({ organization }) => ({ id: organization.id, input: { about: '改一改' } }),
      allowed: ['owner', 'admin'],
    },
    {
      mutation: 'updateOrganization',
      as: 'of a unit that is not verified',
      target: ({ hidden }) => ({ id: hidden.id, input: { about: '改一改' } }),
      allowed: ['rival', 'admin'],
      refused: { auditor: 'FORBIDDEN' },
      otherwise: 'NOT_FOUND',
    },
    {
      mutation: 'verifyOrganization',
      target: ({ organization }) => ({ id: organization.id, accepted: true, comment: '属实' }),
      allowed: ['admin'],
    },
    {
      mutation: 'decideUnitParent',
      target: async (town) => ({ id: (await askingUnit(town)).request, accepted: true, reason: '确为下属' }),
      allowed: ['owner', 'admin'],
      refused: { rival: 'FORBIDDEN', auditor: 'FORBIDDEN' },
      otherwise: 'NOT_FOUND',
    },
    {
      mutation: 'decideUnitParent',
      as: 'against it',
      target: async (town) => ({ id: (await askingUnit(town)).request, accepted: false, reason: '不是下属' }),
      // The owner of the unit that asks withdraws the request.
      allowed: ['owner', 'admin', 'rival'],
      refused: { auditor: 'FORBIDDEN' },
      otherwise: 'NOT_FOUND',
    },
    {
      mutation: 'inviteMember',
      target: ({ organization }) => ({
        input: { organizationId: organization.id, email: 'somebody@example.test', role: 'MEMBER' },
      }),
      allowed: ['owner'],
    },
    {
      mutation: 'revokeInvitation',
      allowed: ['owner'],
      target: async ({ owner, organization }) => ({
        id: (
          await owner.client.must(MUTATIONS.inviteMember, {
            input: { organizationId: organization.id, email: 'revoked@example.test', role: 'MEMBER' },
          })
        ).inviteMember.id,
      }),
    },
    {
      mutation: 'acceptInvitation',
      allowed: ['stranger'],
      async target({ rival, rivals, stranger }) {
        await rival.client.must(MUTATIONS.inviteMember, {
          input: { organizationId: rivals.id, email: stranger.email, role: 'MEMBER' },
        });
        return { token: invitationTokenFor(app, stranger.email) };
      },
      undo: ({ rival, rivals, stranger }) =>
        rival.client.must(MUTATIONS.removeMember, { organizationId: rivals.id, userId: stranger.id }),
    },
    {
      mutation: 'setMemberRole',
      target: ({ organization, member }) => ({ organizationId: organization.id, userId: member.id, role: 'MEMBER' }),
      allowed: ['owner'],
    },
    {
      mutation: 'setMemberRole',
      as: 'of oneself, upwards',
      target: (t, role) => ({
        organizationId: t.organization.id,
        userId: personOf(t, role)?.id ?? t.member.id,
        role: 'OWNER',
      }),
      allowed: ['owner'],
    },
    {
      mutation: 'handOverUnit',
      target: ({ organization, member }) => ({ organizationId: organization.id, userId: member.id }),
      allowed: ['owner'],
      async undo({ organization: { id: organizationId }, owner, member }) {
        await member.client.must(MUTATIONS.handOverUnit, { organizationId, userId: owner.id });
        await owner.client.must(MUTATIONS.setMemberRole, { organizationId, userId: member.id, role: 'MEMBER' });
      },
    },
    {
      mutation: 'removeMember',
      target: ({ organization, member }) => ({ organizationId: organization.id, userId: member.id }),
      allowed: ['owner', 'member'],
      undo: (t) => joinUnit(app, t, t.member, 'MEMBER'),
    },
  ],
  seeing: {
    invitation: queryRow(
      'query I($token: String!) { it: invitation(token: $token) { email organization { name } } }',
      ROLES,
      ({ token }) => ({ token }),
    ),
    organization: queryRow(
      'query O($id: ID!) { it: organization(id: $id) { name } }',
      ROLES,
      byId(({ town }) => town.organization.id),
    ),
    'organization that is not verified': queryRow(
      'query O($id: ID!) { it: organization(id: $id) { name } }',
      ['rival', 'admin'],
      byId(({ town }) => town.hidden.id),
      'nothing',
    ),
    organizations: queryRow('{ it: organizations { totalCount } }'),
    'organizations that are not verified': queryRow(
      '{ it: organizations(filter: { verification: WAITING }) { totalCount } }',
      ['admin'],
    ),
    unitParentQueue: queryRow('{ it: unitParentQueue { totalCount edges { node { id } } } }', ['admin']),
    unitQueue: queryRow('{ it: unitQueue { totalCount edges { node { id } } } }', ['admin']),
  },
  queues: {
    units: { sees: ['admin'], works: ['admin'] },
    'unit-parents': { sees: ['admin'], works: ['admin'] },
  },
  secret: {
    'Organization.members': {
      query: ofUnit('members { name }'),
      variables: unitId,
      seen: ({ it }) => it.members !== null,
      by: [...MEMBERS, 'admin'],
    },
    'OrganizationMember.email': {
      query: ofUnit('members { email }'),
      variables: unitId,
      seen: ({ it }) => it.members?.every(({ email }: { email: string | null }) => email !== null) ?? false,
      by: ['owner', 'admin'],
    },
    'Organization.invitations': {
      query: ofUnit('invitations { email }'),
      variables: unitId,
      seen: ({ it }) => it.invitations !== null,
      by: ['owner', 'admin'],
    },
    'Organization.pledges': {
      query: ofUnit('pledges { totalCount }'),
      variables: unitId,
      seen: ({ it }) => it.pledges !== null,
      by: [...MEMBERS, 'admin'],
    },
    'Organization.verificationComment': {
      query: ofUnit('verificationComment'),
      variables: unitId,
      seen: ({ it }) => it.verificationComment !== null,
      by: [...MEMBERS, 'admin'],
    },
    'Organization.parentRequest': {
      query: ofUnit('parentRequest { state }'),
      variables: ({ asking }) => ({ id: asking.id }),
      seen: ({ it }) => it?.parentRequest != null,
      by: ['rival', 'admin'],
    },
    'Organization.childRequests': {
      query: ofUnit('childRequests { id unit { name } }'),
      variables: unitId,
      seen: ({ it }) => it.childRequests !== null,
      by: ['owner', 'admin'],
    },
    'Organization.viewerRole': {
      query: ofUnit('viewerRole'),
      variables: unitId,
      seen: ({ it }) => it.viewerRole !== null,
      by: MEMBERS,
    },
    'Organization.projects': {
      query: ofUnit('projects(first: 100) { edges { node { status } } }'),
      variables: unitId,
      seen: ({ it }) => it.projects.edges.some(({ node }: any) => node.status === 'DRAFT'),
      by: MEMBERS,
    },
    'Organization.sponsorships': {
      query: ofUnit('sponsorships { amount }'),
      variables: unitId,
      seen: ({ it }) => it.sponsorships !== null,
      by: EDITORS,
    },
    'Organization.statements': {
      query: ofUnit('statements { year gifts }'),
      variables: unitId,
      seen: ({ it }) => it.statements !== null,
      by: [...EDITORS, 'treasurer'],
    },
    'Organization.statementYears': {
      query: ofUnit('statementYears'),
      variables: unitId,
      seen: ({ it }) => it.statementYears !== null,
      by: [...EDITORS, 'treasurer'],
    },
  },
  open: {
    Organization: [
      'about',
      'children',
      'createdAt',
      'creditCode',
      'given',
      'id',
      'kind',
      'name',
      'parent',
      'verification',
    ],
    OrganizationMember: ['name', 'role', 'since', 'userId'],
  },
});
