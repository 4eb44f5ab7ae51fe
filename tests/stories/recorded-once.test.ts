import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import { campaignInput } from '../support/campaigns.ts';
import { projectInput } from '../support/city.ts';
import { grantRows, programmeWithDues } from '../support/programmes.ts';
import { createTown, projectAt, publishedReport, type Town } from '../support/town.ts';

interface Case {
  operation: string;
  document: string;
  as: (town: Town) => TestUser;
  /** The variables without the key, and the same with other content. */
  asked: (town: Town) => Promise<[Record<string, unknown>, Record<string, unknown>]>;
  withKey: (variables: Record<string, unknown>, key: string) => Record<string, unknown>;
  table: string;
}

const inInput = (variables: Record<string, unknown>, idempotencyKey: string) => ({
  input: { ...(variables.input as object), idempotencyKey },
});

/** What a lost answer and another press would double. */
describe('with the same key', () => {
  const app = useTestApp({ env: { LOG_LEVEL: 'fatal' } });
  let town: Town;
  beforeAll(async () => {
    town = await createTown(app);
  });

  const cases: Case[] = [
    {
      operation: 'createOrganization',
      table: 'organizations',
      withKey: inInput,
      as: ({ stranger }) => stranger,
      document: 'mutation Once($input: CreateOrganizationInput!) { result: createOrganization(input: $input) { id } }',
      asked: async () => [
        { input: { name: '沙溪志愿服务队', kind: 'COMMUNITY' } },
        { input: { name: '沙溪志愿服务总队', kind: 'COMMUNITY' } },
      ],
    },
    {
      operation: 'createProject',
      table: 'projects',
      withKey: inInput,
      as: ({ editor }) => editor,
      document: 'mutation Once($input: CreateProjectInput!) { result: createProject(input: $input) { id } }',
      asked: async ({ organization }) => [
        { input: projectInput(app, organization.id) },
        { input: projectInput(app, organization.id, { title: '老兵口述史' }) },
      ],
    },
    {
      operation: 'inviteMember',
      table: 'invitations',
      withKey: inInput,
      as: ({ owner }) => owner,
      document: 'mutation Once($input: InviteMemberInput!) { result: inviteMember(input: $input) { id } }',
      asked: async ({ organization }) => [
        { input: { organizationId: organization.id, email: 'xin@example.test', role: 'EDITOR' } },
        { input: { organizationId: organization.id, email: 'xin@example.test', role: 'OWNER' } },
      ],
    },
    {
      operation: 'raiseObjection',
      table: 'objections',
      as: ({ donor }) => donor,
      document:
        'mutation Once($projectId: ID!, $text: String!, $idempotencyKey: ID) { result: raiseObjection(projectId: $projectId, text: $text, idempotencyKey: $idempotencyKey) { id } }',
      asked: async (t) => {
        const { id: projectId } = await projectAt(app, t, 'PUBLIC_NOTICE');
        return [
          { projectId, text: '预算偏高' },
          { projectId, text: '预算太高' },
        ];
      },
      withKey: (variables, idempotencyKey) => ({ ...variables, idempotencyKey }),
    },
    {
      operation: 'createCampaign',
      table: 'campaigns',
      as: ({ editor }) => editor,
      document:
        'mutation Once($organizerId: ID!, $input: CampaignInput!, $idempotencyKey: ID) { result: createCampaign(organizerId: $organizerId, input: $input, idempotencyKey: $idempotencyKey) { id } }',
      asked: async (t) => {
        const { id: projectId } = await projectAt(app, t, 'FUNDRAISING');
        const organizerId = t.organization.id;
        return [
          { organizerId, input: campaignInput(app, [projectId]) },
          { organizerId, input: campaignInput(app, [projectId], { title: '七日同心募捐' }) },
        ];
      },
      withKey: (variables, idempotencyKey) => ({ ...variables, idempotencyKey }),
    },
    {
      operation: 'prepareProgrammeGrants',
      table: 'programme_grants',
      withKey: inInput,
      as: ({ treasurer }) => treasurer,
      document:
        'mutation Once($input: PrepareProgrammeGrantsInput!) { result: prepareProgrammeGrants(input: $input) { id } }',
      asked: async (t) => {
        const { id: programmeId } = await programmeWithDues(t);
        const input = { programmeId, note: '第一批', rows: grantRows([100]) };
        return [{ input }, { input: { ...input, rows: grantRows([101]) } }];
      },
    },
    {
      operation: 'recordMeasurement',
      table: 'measurements',
      withKey: inInput,
      as: ({ editor }) => editor,
      document: 'mutation Once($input: RecordMeasurementInput!) { result: recordMeasurement(input: $input) { id } }',
      asked: async (t) => {
        const { indicators } = await projectAt(app, t, 'FUNDRAISING');
        const input = { indicatorId: indicators[0]!.id, value: 3, on: app.clock.now().toISOString() };
        return [{ input }, { input: { ...input, value: 4 } }];
      },
    },
    {
      operation: 'correctDisclosureReport',
      table: 'disclosure_corrections',
      withKey: inInput,
      as: ({ editor }) => editor,
      document:
        'mutation Once($input: CorrectDisclosureReportInput!) { result: correctDisclosureReport(input: $input) { id } }',
      asked: async (t) => {
        const { id: reportId } = await publishedReport(app, t);
        return [{ input: { reportId, text: '是三十一户' } }, { input: { reportId, text: '是三十户' } }];
      },
    },
  ];

  const countOf = async (table: string): Promise<number> =>
    Number((await app.db.read.query<{ n: number | string }[]>(`SELECT COUNT(*) AS n FROM ${table}`))[0]!.n);

  it.each(cases)(
    '$operation is recorded once, however often and however fast it is sent',
    async ({ document, as, asked, withKey, table }) => {
      const [same, other] = await asked(town);
      const { client } = as(town);
      const key = randomUUID();
      const before = await countOf(table);
      const letters = readdirSync(app.server.env.outboxDir).length;

      const answers = await Promise.all(
        Array.from({ length: 6 }, () => client.must<{ result: { id: string } }>(document, withKey(same, key))),
      );
      const again = await client.must<{ result: { id: string } }>(document, withKey(same, key));
      expect(new Set([...answers, again].map(({ result }) => result.id)).size).toBe(1);
      expect((await countOf(table)) - before).toBe(1);
      expect(
        readdirSync(app.server.env.outboxDir).length - letters,
        'the invited person gets one mail',
      ).toBeLessThanOrEqual(1);

      const { errors } = await client.execute(document, withKey(other, key));
      expect(errors[0]?.extensions, 'other content under the same key').toMatchObject({
        code: 'CONFLICT',
        field: expect.stringContaining('idempotencyKey'),
      });
      expect((await countOf(table)) - before).toBe(1);

      const anew = await client.must<{ result: { id: string } }>(document, withKey(same, randomUUID()));
      expect((await countOf(table)) - before, 'another key is another submission').toBe(2);
      if (table !== 'disclosure_corrections') expect(anew.result.id).not.toBe(again.result.id);
      await app.checkInvariants();
    },
  );

  it('a key belongs to one account: the same key from another account is another submission', async () => {
    const [{ document, withKey }] = cases as [Case];
    const key = randomUUID();
    const variables = { input: { name: '两个人的同名单位', kind: 'COMMUNITY' } };
    const mine = await town.stranger.client.must<{ result: { id: string } }>(document, withKey(variables, key));
    const theirs = await town.donor.client.must<{ result: { id: string } }>(document, withKey(variables, key));
    expect(theirs.result.id).not.toBe(mine.result.id);
  });

  it('a key that is too long is refused by its name, and nothing is recorded', async () => {
    const [{ document, withKey, table }] = cases as [Case];
    const before = await countOf(table);
    const { errors } = await town.stranger.client.execute(
      document,
      withKey({ input: { name: '某某服务队', kind: 'COMMUNITY' } }, 'k'.repeat(101)),
    );
    expect(errors[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: expect.stringContaining('idempotencyKey'),
    });
    expect(await countOf(table)).toBe(before);
  });
});
