import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startTestApp, type TestApp, type TestUser } from '../support/app.ts';
import { createCity, openProject, PLEDGE, pledgeInput, type City } from '../support/city.ts';
import { DAY_MS } from '../support/clock.ts';
import type { Client } from '../support/client.ts';

const CANCEL = 'mutation Cancel($id: ID!) { cancelPledge(id: $id) { status } }';
const CONFIRM = 'mutation Confirm($input: ConfirmPaymentInput!) { confirmPayment(input: $input) { status } }';
const PROGRESS =
  'query Progress($id: ID!) { project(id: $id) { progress { raised pending backerCount pledgeCount } fund { received released refunded balance } } }';
const DONORS = 3;
const WAIT_DAYS = 8;
const EXPIRY_DAYS = 14;

type Step =
  | { do: 'give'; donor: number; amount: number }
  | { do: 'promise'; donor: number; amount: number }
  | { do: 'cancel' | 'confirm' | 'repeat'; which: number }
  | { do: 'wait' };

const donor = fc.nat({ max: DONORS - 1 });
const amount = fc.integer({ min: 100, max: 5_000_000 });
const which = fc.nat({ max: 30 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('give' as const), donor, amount }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('promise' as const), donor, amount }) },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constantFrom('cancel' as const, 'confirm' as const, 'repeat' as const), which }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const) }) },
);

/** What should have happened, kept in the simplest way there is. */
interface Promised {
  id: string;
  donor: number;
  amount: number;
  status: 'PENDING' | 'PAID' | 'CANCELLED' | 'EXPIRED';
  day: number;
  input: Record<string, unknown>;
}

async function play(
  app: TestApp,
  city: City,
  people: TestUser[],
  projectId: string,
  steps: Step[],
): Promise<Promised[]> {
  const promised: Promised[] = [];
  let day = 0;
  let clients: Client[] = people.map(({ client }) => client);
  let treasurer = city.treasurer.client;
  for (const step of steps) {
    if (step.do === 'give' || step.do === 'promise') {
      const input = pledgeInput(projectId, {
        amount: step.amount,
        payment: step.do === 'give' ? 'SANDBOX' : 'BANK_TRANSFER',
      });
      const { pledge } = await clients[step.donor]!.must(PLEDGE, { input });
      promised.push({
        id: pledge.id,
        donor: step.donor,
        amount: step.amount,
        status: step.do === 'give' ? 'PAID' : 'PENDING',
        day,
        input,
      });
      expect(pledge.status).toBe(promised.at(-1)?.status);
    } else if (step.do === 'wait') {
      day += WAIT_DAYS;
      await app.pass(WAIT_DAYS * DAY_MS);
      for (const one of promised) if (one.status === 'PENDING' && day - one.day >= EXPIRY_DAYS) one.status = 'EXPIRED';
      // Weeks end sessions; people come back.
      clients = await Promise.all(people.map((person) => app.as(person)));
      treasurer = await app.as(city.treasurer);
    } else if (promised.length > 0) {
      const one = promised[step.which % promised.length]!;
      const client = clients[one.donor]!;
      if (step.do === 'repeat') {
        expect((await client.must(PLEDGE, { input: one.input })).pledge).toMatchObject({
          id: one.id,
          status: one.status,
        });
      } else if (step.do === 'cancel') {
        if (one.status !== 'PENDING')
          expect(await client.refused(CANCEL, { id: one.id })).toMatchObject({ code: 'INVALID_STATE' });
        else one.status = (await client.must(CANCEL, { id: one.id })).cancelPledge.status;
      } else {
        const input = { pledgeId: one.id, amount: one.amount, bankReference: `转账 ${one.id}` };
        if (one.status === 'PENDING') one.status = (await treasurer.must(CONFIRM, { input })).confirmPayment.status;
        // A second confirmation of the same transfer may succeed or be refused. Neither changes anything.
        else
          expect((await treasurer.execute(CONFIRM, { input })).data?.confirmPayment.status ?? one.status).toBe(
            one.status,
          );
      }
    }
  }
  return promised;
}

describe('gifts in any order', () => {
  it('leave every figure equal to the paid amounts, and the books closed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 30 }), async (all) => {
        // Funding ends after sixty days, which is another story.
        const steps = all.filter(
          (one, index) => one.do !== 'wait' || all.slice(0, index).filter((other) => other.do === 'wait').length < 5,
        );
        const app = await startTestApp();
        try {
          const city = await createCity(app);
          const { id } = await openProject(app, city, {
            milestones: [
              {
                title: '全部',
                amount: 900_000_000,
                dueOn: new Date(app.clock.now().getTime() + 90 * DAY_MS).toISOString(),
              },
            ],
          });
          const people = await Promise.all(
            Array.from({ length: DONORS }, (_, index) => app.signUp({ name: `捐赠人${index}` })),
          );
          const promised = await play(app, city, people, id, steps);
          const paid = promised.filter(({ status }) => status === 'PAID');
          const sum = (list: Promised[]) => list.reduce((total, one) => total + one.amount, 0);
          const { project } = await app.anonymous().must(PROGRESS, { id });
          expect(project).toEqual({
            progress: {
              raised: sum(paid),
              pending: sum(promised.filter(({ status }) => status === 'PENDING')),
              backerCount: new Set(paid.map((one) => one.donor)).size,
              pledgeCount: paid.length,
            },
            fund: { received: sum(paid), released: 0, refunded: 0, balance: sum(paid) },
          });
          await app.checkInvariants();
        } finally {
          await app.close();
        }
      }),
      { numRuns: 8, interruptAfterTimeLimit: 60_000 },
    );
  }, 120_000);
});
