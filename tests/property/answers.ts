import { BooksResolver } from '@hongchuang/server/modules/books/index.ts';
import { fundStatementLoader } from '@hongchuang/server/modules/ledger/index.ts';
import { MilestoneResolver, milestoneLoader, PledgeUsesResolver } from '@hongchuang/server/modules/milestones/index.ts';
import { pledgeLoader, PledgeResolver, ProjectPledgesResolver } from '@hongchuang/server/modules/pledges/index.ts';
import { progressLoader, projectLoader } from '@hongchuang/server/modules/projects/index.ts';
import { PledgeRefundsResolver, ProjectRefundsResolver } from '@hongchuang/server/modules/refunds/index.ts';
import type { Books } from './books-model.ts';
import type { World } from './world.ts';

const pledgeResolver = new PledgeResolver();
const pledgesOf = new ProjectPledgesResolver();
const usesOf = new PledgeUsesResolver();
const refundsOf = new ProjectRefundsResolver();
const refundsOfGift = new PledgeRefundsResolver();
const milestoneResolver = new MilestoneResolver();

const booksResolver = new BooksResolver();

const ALL = { first: 50 };

const LINES = {
  GIFT_RECEIVED: ['GIFT', 'received'],
  GIFT_REFUNDED: ['REFUND', 'refunded'],
  STAGE_RELEASED: ['RELEASE', 'released'],
  CONFIRMATION_REVERSED: ['CORRECTION', 'received'],
} as const;

/** Opens the pages of the project through the API and compares the answers with the model. */
export async function compareAnswers(
  world: World,
  books: Books,
  equal: (found: unknown, expected: unknown, otherwise: string) => void,
): Promise<void> {
  const {
    setup: { unitId },
    project: { projectId, stageIds },
  } = world;
  const visitor = world.as('guest');
  const treasurer = world.as('treasurer');
  const project = (await projectLoader(visitor).load(projectId))!;

  const { status, goal, raised, matched, pending, pendingFirm, backerCount, pledgeCount } =
    await progressLoader(visitor).load(projectId);
  equal(
    { status, goal, raised, matched, pending, pendingFirm, backerCount, pledgeCount },
    {
      status: books.status,
      goal: books.goal,
      raised: books.raised,
      matched: 0,
      pending: books.pending,
      pendingFirm: books.held,
      backerCount: books.backers,
      pledgeCount: books.paid.length,
    },
    'The progress is not that of the model.',
  );

  const { received, released, refunded, balance } = await fundStatementLoader(visitor).load(projectId);
  equal(
    { received, released, refunded, balance },
    {
      received: books.raised + books.refunded,
      released: books.released,
      refunded: books.refunded,
      balance: books.raised - books.released,
    },
    "The fund's statement is not that of the model.",
  );

  const listed = await pledgesOf.pledges(visitor, project, ALL);
  const newestFirst = books.paid.sort((a, b) => b.paidAt! - a.paidAt! || b.index - a.index);
  equal(
    [await listed.count(), listed.edges.map(({ node }) => node.id)],
    [newestFirst.length, newestFirst.map(({ index }) => world.giftIds[index])],
    'The list of gifts is not that of the model.',
  );

  const ofUnit = books.paid.filter(({ wish }) => wish.forUnit);
  const sponsors = (await pledgesOf.sponsors(visitor, project)).map(({ organization, amount, pledgeCount: gifts }) => [
    organization.id,
    amount,
    gifts,
  ]);
  equal(
    sponsors,
    ofUnit.length === 0
      ? []
      : [[unitId, ofUnit.reduce((fen, { amount, refunded: back }) => fen + amount - back, 0), ofUnit.length]],
    'The sponsor wall is not that of the model.',
  );

  const due = await refundsOf.refundDue(visitor, project);
  const isDue = books.status === 'CANCELLED' && books.raised > books.released;
  equal(
    due && { cause: due.cause, amountFen: due.amountFen, preparedFen: due.preparedFen },
    isDue
      ? {
          cause: books.endedByTime ? 'GOAL_NOT_REACHED' : 'PROJECT_CANCELLED',
          amountFen: books.raised - books.released,
          preparedFen: books.orders
            .filter((order) => order.status === 'PREPARED')
            .flatMap(({ items }) => items)
            .reduce((fen, { amount }) => fen + amount, 0),
        }
      : null,
    'What is due for refund is not what the model says.',
  );

  await Promise.all(
    books.gifts.map(async ({ index, wish, receipts, used }) => {
      const pledge = (await pledgeLoader(treasurer).load(world.giftIds[index]!))!;
      const [receipt, uses, backs] = await Promise.all([
        pledgeResolver.receipt(treasurer, pledge),
        usesOf.uses(treasurer, pledge),
        refundsOfGift.refunds(treasurer, pledge),
      ]);
      const standing = receipts.find((one) => one.replacedBy === null);
      equal(
        {
          receipt: receipt && { number: receipt.number, amount: receipt.amountFen, isVoid: receipt.voidedAt !== null },
          uses: uses.map(({ milestoneId, amountFen }) => [milestoneId, amountFen]),
          backs: backs.map(({ amountFen }) => amountFen),
        },
        {
          receipt:
            standing === undefined ? null : { number: standing.number, amount: standing.amount, isVoid: standing.void },
          uses: used.flatMap((fen, stage) => (fen === 0 ? [] : [[stageIds[stage], fen]])),
          backs: books.orders
            .filter((order) => order.status === 'APPROVED')
            .flatMap(({ items }) => items.filter(({ gift }) => gift.index === index).map(({ amount }) => amount)),
        },
        `What the ${wish.donor} sees of gift ${index + 1} is not what the model says.`,
      );
    }),
  );

  await Promise.all(
    books.stages.map(async ({ index, status: expected, release: payment }) => {
      const milestone = (await milestoneLoader(visitor).load(stageIds[index]!))!;
      const release = await milestoneResolver.release(visitor, milestone);
      equal(
        [milestone.status, release && { amount: release.amountFen, isPaid: release.releasedAt !== null }],
        [expected, payment && { amount: payment.amount, isPaid: payment.paid }],
        `Stage ${index + 1} is not shown as the model says.`,
      );
    }),
  );

  const lines = await booksResolver.books(visitor, ALL, {}, projectId);
  equal(
    lines.edges.map(({ node: { kind, amount, document } }) => [kind, amount, document]),
    books.journal
      .map(({ kind, document, lines: posted }) => {
        const [shown, account] = LINES[kind];
        return [shown, 0 - posted[account]!, document];
      })
      .reverse(),
    'The public books are not those of the model.',
  );
}
