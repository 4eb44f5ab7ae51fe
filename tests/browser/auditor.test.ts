import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import { useBrowser } from '../support/browser.ts';
import { MUTATIONS } from '../support/operations.ts';
import { DEVICES, PATIENCE_MS, Person } from '../support/person.ts';
import { bankLine, bankStatement } from '../support/statements.ts';
import {
  confirmedTransfer,
  endedProject,
  createTown,
  measure,
  preparedRelease,
  projectAt,
  promise,
  reportedStage,
} from '../support/town.ts';

const WEB_DIR = fileURLToPath(new URL('../../packages/web/dist', import.meta.url));
const [DESKTOP] = DEVICES as [(typeof DEVICES)[number]];

/** Every desk with the link of the header that leads to it. `opens` names the list whose first item is opened. */
const DESKS: readonly { by: string; at: string; opens?: string }[] = [
  { by: '评审', at: '/review' },
  { by: '评审', at: '/review?tab=objections' },
  { by: '评审', at: '/review?tab=measurements' },
  { by: '评审', at: '/review?tab=milestones' },
  { by: '财务', at: '/treasury', opens: '待确认的转账.*' },
  { by: '财务', at: '/treasury/sign', opens: '待您复核' },
  { by: '财务', at: '/treasury/releases', opens: '可拨付|暂不能拨付' },
  { by: '财务', at: '/treasury/refunds', opens: '待退款的项目' },
  { by: '财务', at: '/treasury/statements' },
  { by: '财务', at: '/treasury/statements?list=open', opens: '未处理' },
  { by: '财务', at: '/treasury/invoices', opens: '公益事业捐赠票据' },
  { by: '管理', at: '/admin', opens: '待认证单位' },
  { by: '管理', at: '/admin?tab=accounts' },
];

/** Fields and buttons by which something is changed. Searches, orders and switches of the view change nothing. */
const ACTS = [
  'button[type=submit]',
  'textarea:enabled',
  'input:enabled:not(search *):not([type=search]):not([role=combobox]):not([role=switch])',
].join(', ');

describe('the desks', () => {
  const app = useTestApp({ env: { WEB_DIR } });
  const browser = useBrowser();
  const people: Person[] = [];
  let auditor: Person;
  let reviewerAndTreasurer: Person;
  let administrator: Person;
  const arrive = async (user: TestUser) => {
    const person = await Person.arrive(browser.current, app.url, DESKTOP);
    people.push(person);
    await person.signIn(user);
    return person;
  };

  beforeAll(async () => {
    const town = await createTown(app);
    await projectAt(app, town, 'SUBMITTED');
    const { id: projectId } = await projectAt(app, town, 'PUBLIC_NOTICE');
    await town.stranger.client.must(MUTATIONS.raiseObjection, { projectId, text: '预算看不懂' });
    const open = await projectAt(app, town, 'FUNDRAISING');
    await measure(app, town, open);
    await promise(town.donor, open.id);
    await reportedStage(app, town);
    await reportedStage(app, town, true);
    await preparedRelease(app, town);
    await endedProject(app, town);
    await confirmedTransfer(app, town);
    await bankStatement(town.treasurer.client, [bankLine(70_000, { name: '某公司', text: '货款' })]);
    auditor = await arrive(town.auditor);
    // Nobody is administrator and treasurer or reviewer at once.
    reviewerAndTreasurer = await arrive(await app.signUp({ name: '样样都管', roles: ['REVIEWER', 'TREASURER'] }));
    administrator = await arrive(await app.signUp({ name: '管理员', roles: ['ADMIN'] }));
  }, 200_000);
  afterAll(async () => {
    for (const person of people) await person.leave();
  });

  const openDesk = async (person: Person, { at, opens }: (typeof DESKS)[number]) => {
    await person.visit(at);
    const main = person.page.getByRole('main');
    if (opens)
      await main
        .getByLabel(new RegExp(`^(?:${opens})$`))
        .getByRole('link')
        .first()
        .click();
    return main.locator(ACTS);
  };

  it.each(DESKS)('$at is open to an auditor, who can change nothing there', async (desk) => {
    // Somebody who works there sees that there is something to do.
    const toDo = await openDesk(desk.by === '管理' ? administrator : reviewerAndTreasurer, desk);
    await expect.poll(() => toDo.count(), { timeout: PATIENCE_MS }).toBeGreaterThan(0);

    const acts = await openDesk(auditor, desk);
    await auditor.page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: desk.by }).waitFor();
    await auditor.page.getByRole('main').getByRole('heading', { level: 1 }).waitFor();
    expect(await auditor.page.getByText('没有权限').count()).toBe(0);
    await auditor.page.waitForLoadState('networkidle');
    expect(await acts.evaluateAll((all) => all.map((one) => one.outerHTML.slice(0, 120)))).toEqual([]);
    expect(await auditor.faultsHere()).toEqual([]);
  });
});
