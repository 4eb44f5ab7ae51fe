import { streamXlsxRows } from 'hucre/xlsx';
import { afterEach, describe, expect, it } from 'vitest';
import { useTestApp, type TestApp } from '../support/app.ts';
import { createCity, openProject, pledgeInput, type City } from '../support/city.ts';
import type { Client } from '../support/client.ts';
import { MUTATIONS } from '../support/operations.ts';
import { bankLine as line, bankStatement, settled, type BankLine } from '../support/statements.ts';

const LINES = `query Lines($id: ID) { statementLines(statementId: $id, first: 100) { edges { node {
  id amount text status suspense confidence movementKind movementPurpose movementProject { id } pledge { id } reasons { kind words } entries { kind amount }
  movement { kind amount purpose note bookedAt reversedAt reversalReason preparedByViewer project { id } }
} } } }`;
const RECONCILIATION =
  '{ bankReconciliation { closing ledger difference lines { count } entries { count } suspense { sum } } }';
const BOOKS = `query Books($kinds: [BookLineKind!]) { books(kinds: $kinds, first: 100) { totalCount edges { node { id kind amount project { id } gift { id } movement { kind purpose note reversalReason project { title } } } } } }`;
const CHECK = '{ booksCheck { equal own { kind ledger postings booked exported spreadsheet equal } } }';

const linesOf = async (client: Client, id?: string): Promise<any[]> =>
  (await client.must(LINES, { id })).statementLines.edges.map(({ node }: any) => node);
const balanced = async (client: Client) => (await client.must(RECONCILIATION)).bankReconciliation;

async function newBank(app: TestApp): Promise<City & { projectId: string; treasury: Client }> {
  const city = await createCity(app);
  const { id } = await openProject(app, city, { title: '有利息的项目', acceptsOverGoal: true });
  return { ...city, projectId: id, treasury: city.treasurer.client };
}

/** A statement of one line each, with the lines by their text. */
async function importedLines(
  client: Client,
  lines: readonly BankLine[],
  opening = 0,
): Promise<{ id: string; byText: (text: string) => any }> {
  const { id } = await bankStatement(client, lines, opening);
  const found = await linesOf(client, id);
  return { id, byText: (text) => found.find((one) => one.text.includes(text)) };
}

const REVERSALS =
  '{ statementLines(first: 100) { edges { node { id movement { reversals { state signedBy steps { kind by } } } } } } }';

describe('a month of the special account', () => {
  const app = useTestApp();
  afterEach(() => app.checkInvariants());

  it('closes with its charges, interest and own transfers, each in the public books', async () => {
    const { projectId, treasury } = await newBank(app);
    const visitor = app.anonymous();
    const { id, byText } = await importedLines(
      treasury,
      [
        line(-500, { text: '账户管理费', name: '' }),
        line(-30, { text: '短信服务费', name: '' }),
        line(1_234, { text: '第二季度结息', name: '' }),
        line(777, { text: '利息 收入', name: '' }),
        line(-100_000, { text: '定期存款转存', name: '红创演示慈善会' }),
        line(-250, { text: '打印', name: '某打印店' }),
        line(500, { text: '手续费退回', name: '' }),
        line(-9, { text: '利息税', name: '' }),
      ],
      500_000,
    );
    expect(byText('账户管理费')).toMatchObject({
      movementKind: 'BANK_CHARGE',
      confidence: 75,
      reasons: [{ kind: 'WORDS', words: '账户管理费' }],
    });
    expect(byText('短信服务费')).toMatchObject({ movementKind: 'BANK_CHARGE' });
    expect(byText('结息')).toMatchObject({ movementKind: 'INTEREST_RECEIVED', movementPurpose: null, confidence: 40 });
    expect(byText('定期')).toMatchObject({ movementKind: 'OWN_TRANSFER' });
    expect(byText('打印'), 'a text without known words has no proposal').toMatchObject({
      movementKind: null,
      confidence: 0,
    });
    expect(byText('手续费退回'), 'a charge that is given back').toMatchObject({ movementKind: 'BANK_CHARGE' });
    expect(byText('利息税')).toMatchObject({ movementKind: 'INTEREST_RECEIVED' });
    await treasury.must(MUTATIONS.postOpeningBalance, { amount: 500_000 });

    // The bulk action books proposals that are certain enough. It leaves interest without a purpose, and lines without a
    // proposal.
    await treasury.must(MUTATIONS.confirmStatement, { id, minConfidence: 75 });
    await settled(treasury, id);
    const after = await linesOf(treasury, id);
    expect(after.filter(({ status }) => status === 'SETTLED').map(({ amount, entries }) => [amount, entries])).toEqual([
      [-500, [{ kind: 'BANK_CHARGE', amount: -500 }]],
      [-30, [{ kind: 'BANK_CHARGE', amount: -30 }]],
      [-100_000, [{ kind: 'OWN_TRANSFER', amount: -100_000 }]],
      [500, [{ kind: 'BANK_CHARGE', amount: 500 }]],
    ]);
    const book = (text: string, input: Record<string, unknown>) =>
      treasury.must(MUTATIONS.bookStatementLine, { input: { lineId: byText(text).id, ...input } });
    for (const [input, field] of [
      [{ kind: 'INTEREST_RECEIVED' }, 'purpose'],
      [{ kind: 'INTEREST_RECEIVED', purpose: 'PROJECT' }, 'projectId'],
      [{ kind: 'BANK_CHARGE', purpose: 'ADMINISTRATION' }, 'purpose'],
      [{ kind: 'INTEREST_RECEIVED', purpose: 'ADMINISTRATION', projectId }, 'projectId'],
    ] as const) {
      expect(
        await treasury.refused(MUTATIONS.bookStatementLine, { input: { lineId: byText('结息').id, ...input } }),
        JSON.stringify(input),
      ).toMatchObject({ code: 'BAD_USER_INPUT', field });
    }
    expect(
      (await book('结息', { kind: 'INTEREST_RECEIVED', purpose: 'ADMINISTRATION', note: '二季度' })).bookStatementLine,
    ).toMatchObject({
      status: 'SETTLED',
      movement: { kind: 'INTEREST_RECEIVED', amount: 1_234, purpose: 'ADMINISTRATION', note: '二季度' },
    });
    await book('利息 收入', { kind: 'INTEREST_RECEIVED', purpose: 'PROJECT', projectId });
    await book('利息税', { kind: 'INTEREST_RECEIVED', purpose: 'ADMINISTRATION' });
    await book('打印', { kind: 'BANK_CHARGE', note: '柜台打印流水' });
    expect(await balanced(treasury)).toMatchObject({ difference: 0, lines: { count: 0 }, entries: { count: 0 } });

    const { books } = await visitor.must(BOOKS, { kinds: ['BANK_CHARGE', 'INTEREST', 'OWN_TRANSFER', 'REVERSAL'] });
    expect(books.edges.map(({ node }: any) => [node.kind, node.amount]).sort((a: any, b: any) => a[1] - b[1])).toEqual([
      ['OWN_TRANSFER', -100_000],
      ['BANK_CHARGE', -500],
      ['BANK_CHARGE', -250],
      ['BANK_CHARGE', -30],
      ['INTEREST', -9],
      ['BANK_CHARGE', 500],
      ['INTEREST', 777],
      ['INTEREST', 1_234],
    ]);
    const ofProject = books.edges.find(({ node }: any) => node.amount === 777).node;
    expect(ofProject, 'interest for a project changes no fund').toMatchObject({
      project: null,
      gift: null,
      movement: { purpose: 'PROJECT', project: { title: '有利息的项目' } },
    });
    const { booksPeriod, booksMonths, booksCheck } = await visitor.must(
      `{ booksPeriod { charges interest transferred ownMeans opening received closing } booksMonths { charges interest transferred received } ${CHECK.slice(1)}`,
    );
    expect(booksPeriod).toEqual({
      charges: 280,
      interest: 2_002,
      transferred: 100_000,
      ownMeans: 1_225 - 280,
      opening: 0,
      received: 0,
      closing: 0,
    });
    // The books are of the bank's days, so they begin with those of its lines, years before this story.
    const [first, ...others] = booksMonths;
    expect(first).toEqual({ charges: 280, interest: 2_002, transferred: 100_000, received: 0 });
    expect(new Set(others.map((month: object) => JSON.stringify(month)))).toEqual(
      new Set([JSON.stringify({ charges: 0, interest: 0, transferred: 0, received: 0 })]),
    );
    expect(booksCheck.equal).toBe(true);
    expect(booksCheck.own.map(({ kind, ledger, booked, equal }: any) => [kind, ledger, booked, equal])).toEqual([
      ['BANK_CHARGE', -280, -280, true],
      ['INTEREST', 2_002, 2_002, true],
      ['OWN_TRANSFER', -100_000, -100_000, true],
    ]);

    const csv = await (await fetch(`${app.url}/exports/books.csv?lang=zh-CN`)).text();
    for (const said of [
      ',银行收费,-5.00,',
      ',存款利息,12.34,',
      '用于本单位管理费用 · 二季度',
      '有利息的项目,存款利息,7.77,',
      ',本单位账户互转,-1000.00,',
      '柜台打印流水',
    ])
      expect(csv).toContain(said);
    const cells: unknown[][] = [];
    for await (const { values } of streamXlsxRows(
      new Uint8Array(await (await fetch(`${app.url}/exports/books.xlsx?lang=en&kind=bank_charge`)).arrayBuffer()),
    ))
      cells.push([...values]);
    expect(cells.slice(1).map((row) => [row[2], row[3]])).toEqual([
      ['Bank charge', -5],
      ['Bank charge', -0.3],
      ['Bank charge', 5],
      ['Bank charge', -2.5],
    ]);
  });

  it('reverses a booking by a linked entry with a reason, and the line is open again', async () => {
    const { treasury } = await newBank(app);
    const { byText } = await importedLines(treasury, [line(-4_200, { text: '回单费' })]);
    const { id } = byText('回单费');
    const before = await balanced(treasury);
    await treasury.must(MUTATIONS.bookStatementLine, { input: { lineId: id, kind: 'BANK_CHARGE' } });
    expect(
      (await treasury.must(MUTATIONS.bookStatementLine, { input: { lineId: id, kind: 'BANK_CHARGE' } }))
        .bookStatementLine,
      'a repeated request books it once',
    ).toMatchObject({ status: 'SETTLED' });
    expect((await balanced(treasury)).ledger).toBe(before.ledger - 4_200);
    expect(
      await treasury.refused(MUTATIONS.bookStatementLine, { input: { lineId: id, kind: 'OWN_TRANSFER' } }),
    ).toMatchObject({ code: 'INVALID_STATE' });
    expect(await treasury.refused(MUTATIONS.reverseMovement, { lineId: id, reason: ' ' })).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'reason',
    });
    const reversed = { lineId: id, reason: '是转账，不是收费' };
    expect((await treasury.must(MUTATIONS.reverseMovement, reversed)).reverseMovement).toMatchObject({
      status: 'OPEN',
      movement: { reversalReason: reversed.reason },
    });
    expect(
      (await treasury.must(MUTATIONS.reverseMovement, reversed)).reverseMovement,
      'and reversed once',
    ).toMatchObject({ status: 'OPEN' });
    expect(await balanced(treasury)).toEqual(before);
    const { books } = await app.anonymous().must(BOOKS, { kinds: ['REVERSAL'] });
    expect(books.edges[0].node).toMatchObject({
      kind: 'REVERSAL',
      amount: 4_200,
      movement: { reversalReason: reversed.reason },
    });
    await treasury.must(MUTATIONS.bookStatementLine, { input: { lineId: id, kind: 'OWN_TRANSFER' } });
    expect((await app.anonymous().must(CHECK)).booksCheck).toMatchObject({ equal: true });
  });

  it('needs two people above the limit, for a booking and for its reversal', async () => {
    const { treasury, admin } = await newBank(app);
    const second = await app.signUp({ name: '第二位财务', roles: ['TREASURER'] });
    const { byText } = await importedLines(treasury, [line(-3_000_000, { text: '转定期' })]);
    const { id } = byText('转定期');
    const input = { lineId: id, kind: 'OWN_TRANSFER' };
    const before = (await balanced(treasury)).ledger;
    expect((await treasury.must(MUTATIONS.bookStatementLine, { input })).bookStatementLine).toMatchObject({
      status: 'OPEN',
      movement: { bookedAt: null, preparedByViewer: true },
    });
    expect((await balanced(treasury)).ledger).toBe(before);
    expect(await treasury.refused(MUTATIONS.bookStatementLine, { input })).toMatchObject({ code: 'FORBIDDEN' });
    expect(
      await second.client.refused(MUTATIONS.bookStatementLine, { input: { ...input, kind: 'BANK_CHARGE' } }),
      'the second person signs what was prepared',
    ).toMatchObject({ code: 'CONFLICT' });
    await admin.client.must(MUTATIONS.withdrawMovement, { lineId: id });
    await treasury.must(MUTATIONS.bookStatementLine, { input });
    expect((await admin.client.must(MUTATIONS.bookStatementLine, { input })).bookStatementLine).toMatchObject({
      status: 'SETTLED',
      movement: { preparedByViewer: false },
    });
    expect((await balanced(treasury)).ledger).toBe(before - 3_000_000);
    const ask = { lineId: id, reason: '没有转' };
    const reversals = async () =>
      (await treasury.must(REVERSALS)).statementLines.edges.find(({ node }: { node: { id: string } }) => node.id === id)
        .node.movement.reversals;
    expect(
      (await treasury.must(MUTATIONS.reverseMovement, ask)).reverseMovement,
      'a reversal above the limit waits, and nothing moves',
    ).toMatchObject({ status: 'SETTLED', movement: { reversedAt: null } });
    expect((await balanced(treasury)).ledger).toBe(before - 3_000_000);
    expect(
      await treasury.refused(MUTATIONS.reverseMovement, ask),
      'people cannot sign what they prepared',
    ).toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringContaining('冲销由您提交'),
    });
    await admin.client.must(MUTATIONS.withdrawMovement, { lineId: id });
    expect(await admin.client.refused(MUTATIONS.withdrawMovement, { lineId: id })).toMatchObject({
      code: 'INVALID_STATE',
    });
    expect(await admin.client.refused(MUTATIONS.reverseMovement, ask), 'an administrator cannot prepare').toMatchObject(
      { code: 'FORBIDDEN' },
    );
    await treasury.must(MUTATIONS.reverseMovement, ask);
    expect((await second.client.must(MUTATIONS.reverseMovement, { lineId: id })).reverseMovement).toMatchObject({
      status: 'OPEN',
      movement: { reversalReason: '没有转' },
    });
    expect(await reversals(), 'the history keeps what was refused').toMatchObject([
      { state: 'REFUSED', steps: [{ kind: 'PREPARED' }, { kind: 'REFUSED' }] },
      { state: 'DONE', signedBy: '第二位财务', steps: [{ kind: 'PREPARED' }, { kind: 'SIGNED', by: '第二位财务' }] },
    ]);
    expect((await balanced(treasury)).ledger).toBe(before);
  });

  it('books money from suspense too: interest that was moved there with other lines', async () => {
    const { treasury } = await newBank(app);
    const { id, byText } = await importedLines(treasury, [line(3_210, { text: '活期结息' })]);
    await treasury.must(MUTATIONS.suspendStatement, { id });
    await settled(treasury, id);
    const before = await balanced(treasury);
    const lineId = byText('结息').id;
    expect(
      (
        await treasury.must(MUTATIONS.bookStatementLine, {
          input: { lineId, kind: 'INTEREST_RECEIVED', purpose: 'ADMINISTRATION' },
        })
      ).bookStatementLine,
    ).toMatchObject({ status: 'SETTLED', suspense: 0 });
    expect(await balanced(treasury)).toMatchObject({
      ledger: before.ledger,
      suspense: { sum: before.suspense.sum - 3_210 },
    });
    expect(
      (await treasury.must(MUTATIONS.reverseMovement, { lineId, reason: '是捐款' })).reverseMovement,
    ).toMatchObject({ status: 'SUSPENSE', suspense: 3_210 });
    expect(await balanced(treasury)).toEqual(before);
  });

  it('books a line as one movement, even when a gift from it is taken back later', async () => {
    const { treasury, admin, projectId } = await newBank(app);
    const donor = await app.signUp({ name: '陈小红' });
    const { pledge } = await donor.client.must(MUTATIONS.pledge, {
      input: pledgeInput(projectId, { amount: 600, payment: 'BANK_TRANSFER' }),
    });
    const { byText } = await importedLines(treasury, [line(1_000, { text: '捐款与结息', name: '' })]);
    const lineId = byText('结息').id;
    const interest = { lineId, kind: 'INTEREST_RECEIVED', purpose: 'ADMINISTRATION' };
    await treasury.must(MUTATIONS.matchStatementLine, { input: { lineId, pledgeIds: [pledge.id] } });
    expect((await treasury.must(MUTATIONS.bookStatementLine, { input: interest })).bookStatementLine).toMatchObject({
      status: 'SETTLED',
      movement: { amount: 400 },
    });
    expect(
      (await treasury.must(MUTATIONS.bookStatementLine, { input: interest })).bookStatementLine,
      'a repeated request returns the same',
    ).toMatchObject({ status: 'SETTLED', movement: { amount: 400 } });

    const { prepareReversal } = await treasury.must(MUTATIONS.prepareReversal, {
      input: { pledgeId: pledge.id, reason: '全部是利息' },
    });
    await admin.client.must(MUTATIONS.approveRefund, { id: prepareReversal.id });
    await app.server.tick();
    const [reopened] = (await linesOf(treasury)).filter(({ id }) => id === lineId);
    expect(reopened).toMatchObject({ status: 'SUSPENSE', suspense: 600 });
    for (const input of [interest, { lineId, kind: 'OWN_TRANSFER' }])
      expect(await treasury.refused(MUTATIONS.bookStatementLine, { input })).toMatchObject({ code: 'INVALID_STATE' });

    await treasury.must(MUTATIONS.reverseMovement, { lineId, reason: '与余下的一起记' });
    expect((await treasury.must(MUTATIONS.bookStatementLine, { input: interest })).bookStatementLine).toMatchObject({
      status: 'SETTLED',
      suspense: 0,
      movement: { amount: 1_000 },
    });
  });

  it('learns words from a decision, proposes by them, and deletes them', async () => {
    const { projectId, treasury } = await newBank(app);
    const first = await importedLines(treasury, [line(-800, { text: '云服务扣收 0601' })]);
    const taught = first.byText('云服务');
    expect(taught).toMatchObject({ movementKind: null });
    expect(
      await treasury.refused(MUTATIONS.bookStatementLine, {
        input: { lineId: taught.id, kind: 'BANK_CHARGE', words: '别的字' },
      }),
    ).toMatchObject({ code: 'BAD_USER_INPUT', field: 'words' });
    await treasury.must(MUTATIONS.bookStatementLine, {
      input: { lineId: taught.id, kind: 'BANK_CHARGE', words: '云服务扣收' },
    });
    const second = await importedLines(treasury, [
      line(-810, { text: '云 服务扣收 0701' }),
      line(810, { text: '云服务扣收 捐款' }),
      line(900, { text: '本季结息入账' }),
    ]);
    expect(second.byText('云 服务')).toMatchObject({
      movementKind: 'BANK_CHARGE',
      confidence: 90,
      reasons: [{ kind: 'WORDS', words: '云服务扣收' }],
      status: 'OPEN',
    });
    expect(second.byText('捐款'), 'words for outgoing lines do not apply to incoming ones').toMatchObject({
      movementKind: null,
    });
    // Interest that was decided once has its purpose proposed as well.
    await treasury.must(MUTATIONS.bookStatementLine, {
      input: {
        lineId: second.byText('结息').id,
        kind: 'INTEREST_RECEIVED',
        purpose: 'PROJECT',
        projectId,
        words: '本季结息',
      },
    });
    const third = await importedLines(treasury, [
      line(910, { text: '本季结息' }),
      line(-820, { text: '云服务扣收 0801' }),
    ]);
    expect(third.byText('结息')).toMatchObject({
      movementKind: 'INTEREST_RECEIVED',
      movementPurpose: 'PROJECT',
      movementProject: { id: projectId },
      confidence: 90,
    });
    await treasury.must(MUTATIONS.confirmStatementLines, { lineIds: [third.byText('结息').id] });
    expect((await linesOf(treasury, third.id)).find(({ amount }) => amount === 910)).toMatchObject({
      status: 'SETTLED',
      movement: { purpose: 'PROJECT', project: { id: projectId } },
    });

    const { movementWords } = await treasury.must(
      '{ movementWords { id words kind isIncoming purpose project { id } } }',
    );
    expect(movementWords.map(({ words, kind }: any) => [words, kind])).toEqual([
      ['本季结息', 'INTEREST_RECEIVED'],
      ['云服务扣收', 'BANK_CHARGE'],
    ]);
    await treasury.must(MUTATIONS.forgetMovementWords, { id: movementWords[1].id });
    await treasury.must(MUTATIONS.matchStatement, { id: third.id });
    await settled(treasury, third.id);
    expect((await linesOf(treasury, third.id)).find(({ amount }) => amount === -820)).toMatchObject({
      movementKind: null,
      confidence: 0,
    });
  });

  it('does not touch gifts: a line with a remark code is a gift, whatever its text says', async () => {
    const { projectId, treasury } = await newBank(app);
    const donor = await app.signUp({ name: '李明' });
    const { pledge } = await donor.client.must(MUTATIONS.pledge, {
      input: pledgeInput(projectId, { amount: 5_000, payment: 'BANK_TRANSFER' }),
    });
    const { byText } = await importedLines(treasury, [line(5_000, { text: `${pledge.remarkCode} 利息捐出` })]);
    expect(byText('捐出')).toMatchObject({ movementKind: null, pledge: { id: pledge.id } });
  });
});
