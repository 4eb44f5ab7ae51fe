// What the drives of Shijingshan paid for until 2017: medical cards for low-income people over 60, a hardship fund of
// gifts, public budget and Party dues, and aid in illness and disaster. Each grant is a record of its own; the figures
// are read back from the public pages.
import { seededRandom } from '../support/random.mjs';
import { scaled, splitHeavily } from './shares.mjs';

const OPERATIONS = {
  propose: 'mutation Propose($input: ProposeProgrammeInput!) { proposeProgramme(input: $input) { id } }',
  decide: 'mutation Decide($id: ID!) { decideProgramme(id: $id, accepted: true) { id } }',
  book: 'mutation Book($input: BookProgrammeIncomeInput!) { bookProgrammeIncome(input: $input) { id } }',
  prepare: 'mutation Prepare($input: PrepareProgrammeGrantsInput!) { prepareProgrammeGrants(input: $input) { id } }',
  sign: 'mutation Sign($id: ID!, $reference: String) { signProgrammeMove(id: $id, bankReference: $reference) { id } }',
  page: `query Page($id: ID!) { programme(id: $id) { grants people
    sources { source received granted left } } }`,
};

/** The published figures. What the hardship fund paid was not published; ¥1,000 a grant is assumed. */
const PUBLISHED = {
  medicalCard: { title: '低收入老人医疗卡', grants: 1_800, fen: 53_000_000, since: 2007, spread: 3 },
  hardship: { title: '困难党员帮扶资金', grants: 1_359, fen: 135_900_000, since: 2008, spread: 5 },
  temporaryAid: { title: '大病和灾害临时救助', grants: 194, fen: 277_000_000, since: 2005, spread: 20 },
};
const SOURCES = {
  medicalCard: [{ source: 'GIFTS', parts: 1 }],
  hardship: [
    { source: 'GIFTS', parts: 3 },
    { source: 'PUBLIC_BUDGET', parts: 4 },
    { source: 'DUES', parts: 3 },
  ],
  temporaryAid: [{ source: 'GIFTS', parts: 1 }],
};
const LAST_YEAR = 2017;

/**
 * The grants of a programme, in one list a year.
 * @param {{ key: keyof typeof PUBLISHED, scale: number, seed: number }} of
 */
export function plannedLists({ key, scale, seed }) {
  const { grants, fen, since, spread } = PUBLISHED[key];
  const random = seededRandom(`${seed} ${key}`);
  const count = Math.max(1, scaled(grants, scale));
  const amounts = splitHeavily({ total: scaled(fen, scale), count, step: 100, spread, random });
  const years = LAST_YEAR - since + 1;
  return Array.from({ length: years }, (_, index) => ({
    year: since + index,
    rows: amounts
      .slice(Math.floor((count * index) / years), Math.floor((count * (index + 1)) / years))
      .map((amount, row) => {
        const number = Math.floor((count * index) / years) + row + 1;
        return {
          name: `居民${since}${number}`,
          account: `62${since}${String(number).padStart(10, '0')}`,
          bank: '石景山支行',
          amount,
        };
      }),
  })).filter(({ rows }) => rows.length > 0);
}

const sumOf = (numbers) => numbers.reduce((sum, number) => sum + number, 0);

/**
 * @typedef {{ grants: number, people: number, sources: { source: string, received: number, granted: number, left: number
 * }[] }} ProgrammePage
 */

/** Plays one programme: proposal, publication, the money of each source, and its lists. Returns its id. */
async function playProgramme(town, key, lists) {
  const { title } = PUBLISHED[key];
  const {
    proposeProgramme: { id },
  } = await town.ask('treasurer', OPERATIONS.propose, {
    input: {
      title,
      purpose: '专款专用，专人管理。',
      sources: SOURCES[key].map(({ source }) => source),
      sourceUse: 'IN_PROPORTION',
    },
  });
  await town.ask('reviewer', OPERATIONS.decide, { id });
  const sign = (moveId, reference = null) => town.ask('cosigner', OPERATIONS.sign, { id: moveId, reference });
  for (const { year, rows } of lists) {
    const fen = sumOf(rows.map(({ amount }) => amount));
    const parts = sumOf(SOURCES[key].map((one) => one.parts));
    let [passed, taken] = [0, 0];
    for (const { source, parts: own } of SOURCES[key]) {
      passed += own;
      const amount = Math.floor((fen * passed) / parts) - taken;
      taken += amount;
      const { bookProgrammeIncome } = await town.ask('treasurer', OPERATIONS.book, {
        input: { programmeId: id, source, amount, bankReference: `${key} ${year} ${source}`, note: `${year}年` },
      });
      await sign(bookProgrammeIncome.id);
    }
    const { prepareProgrammeGrants } = await town.ask('treasurer', OPERATIONS.prepare, {
      input: { programmeId: id, note: `${year}年救助金`, rows },
    });
    await sign(prepareProgrammeGrants.id, `${key} ${year} 发放`);
  }
  return id;
}

/**
 * Plays the three programmes from individual grants, and reads their figures back from the public pages. `town` has a
 * treasurer, a cosigner and a reviewer.
 * @param {{ town: import('../support/product-town.mjs').Town, scale: number, seed: number }} of
 */
export async function playProgrammes({ town, scale, seed }) {
  const pages = /** @type {Record<keyof typeof PUBLISHED, ProgrammePage>} */ ({});
  for (const key of /** @type {(keyof typeof PUBLISHED)[]} */ (Object.keys(PUBLISHED))) {
    const id = await playProgramme(town, key, plannedLists({ key, scale, seed }));
    pages[key] = (await town.ask(null, OPERATIONS.page, { id })).programme;
  }
  const granted = ({ sources }) => sumOf(sources.map((one) => one.granted));
  return {
    pages,
    figures: {
      medicalCardGrants: pages.medicalCard.grants,
      medicalCardFen: granted(pages.medicalCard),
      hardshipGrants: pages.hardship.grants,
      temporaryAidPeople: pages.temporaryAid.people,
      temporaryAidFen: granted(pages.temporaryAid),
    },
  };
}
