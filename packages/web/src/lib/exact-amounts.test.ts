import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const source = new URL('../', import.meta.url).pathname;

/**
 * The files that may round an amount to 万元, each with what it shows. All of them inform, and none of them binds. What
 * binds shows every fen: what somebody sends, confirms, signs or keeps, and the sums of tables and books.
 */
const ROUNDED: Readonly<Record<string, string>> = {
  'ui/money.tsx': 'the component itself',
  'app/project-preview.tsx': 'the page of a project as it will look',
  'app/routes/workspace-organization.tsx': 'what a unit has given so far',
  'features/admin/unit-facts.tsx': 'what a unit has given so far',
  'features/organizations/organization-face.tsx': 'what a unit has given so far',
  'features/books/months.tsx': 'the axis of a chart; the table beside it is exact',
  'features/campaigns/campaign-figures.tsx': 'how far a campaign is, and the axis of a chart; its tables are exact',
  'features/campaigns/campaign-ranking.tsx': 'places in a ranking',
  'features/campaigns/campaign-screen.tsx': 'a screen that a hall reads at ten metres',
  'features/campaigns/campaign-years.tsx': 'the axis of a chart; its table is exact',
  'features/home/city-figures.tsx': 'the sum of the city',
  'features/impact/impact-chart.tsx': 'a chart and its table in the same unit',
  'features/impact/impact-figures.tsx': 'the sum of the city',
  'features/impact/measure-text.ts': 'the axis of a chart',
  'features/projects/face.ts': 'the card of a project in a chat',
  'features/projects/share-button.tsx': 'words to pass a project on',
  'features/projects/gift-list.tsx': 'gifts of others',
  'features/projects/milestone-line.tsx': 'the plan of a project',
  'features/projects/progress.tsx': 'how far a project is',
  'features/projects/sponsor-wall.tsx': 'what units gave',
  'features/review/review-queue.tsx': 'a list; the document beside it is exact',
  'features/workspace/project-rows.tsx': 'how far a project is',
};

const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file) && file !== 'lib/money.ts');

/** Returns how often a file shows an amount that may be rounded. */
const roundedIn = (text: string): number =>
  [...text.matchAll(/\bformatMoney\(/g)].length +
  [...text.matchAll(/<Money\b[^>]*>/g)].filter(([tag]) => !/\sexact(\s|=|\/|>)/.test(tag)).length;

it('every amount is exact, except where it only informs', () => {
  expect(roundedIn('<Money fen={fen} /><Money fen={fen} exact /><Money\n fen={a} exact\n />formatMoney(fen, l)')).toBe(
    2,
  );
  const rounding = files.filter((file) => roundedIn(readFileSync(`${source}${file}`, 'utf8')) > 0);
  expect(
    rounding.filter((file) => !(file in ROUNDED)),
    'show exact amounts here (`formatExact`, `<Money exact>`), or say above why this amount binds nobody',
  ).toEqual([]);
  expect(
    Object.keys(ROUNDED).filter((file) => !rounding.includes(file)),
    'no longer round amounts',
  ).toEqual([]);
});
