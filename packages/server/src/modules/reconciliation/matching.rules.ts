import { comparableName, isHidden, isSameName, keysOfFull, keysOfShown, type ComparableName } from '../../lib/names.js';
import { PledgeStatus } from '../pledges/index.js';
import type { MovementRules, ProposedMovement } from './movement.rules.js';
import { MatchReasonKind as R } from './statement.enums.js';

/** What speaks for or against a proposal, as data. */
export interface MatchReason {
  readonly kind: R;
  readonly pledgeId?: string;
  /** The words by which a movement was known. */
  readonly words?: string;
}

/** What is proposed for a line: a pledge, several that add up to it, a movement of another kind, or nothing; how sure it is from 0 to 100, and why. */
export interface Proposal {
  readonly pledgeId: string | null;
  /** The pledges beside that one. */
  readonly furtherIds?: readonly string[];
  readonly movement?: ProposedMovement;
  readonly confidence: number;
  readonly reasons: readonly MatchReason[];
}

/** A pledge as matching sees it. */
export interface PledgeToMatch {
  readonly id: string;
  readonly remarkCode: string;
  readonly amountFen: number;
  readonly status: PledgeStatus;
  /** Until when its money may reach the bank. */
  readonly expiresAt: Date;
  /** Whoever may send its money: the donor, the unit it counts for. */
  readonly names: readonly string[];
}

/** A line as matching sees it. */
export interface LineToMatch {
  readonly amountFen: number;
  readonly text: string;
  readonly name: string | null;
  readonly bookedAt: Date;
}

// The letters and digits that remark codes are made of, and those that people take for them.
const CODE = /HC[23456789ABCDEFGHJKMNPQRSTVWXYZ]{8}/g;
const CODE_LENGTH = 10;

/** Text as codes are looked for: full-width signs narrow, capitals, without the blanks and dashes that people and banks put in. */
const codeText = (text: string): string => text.normalize('NFKC').toUpperCase().replace(/[\s\-_.·]/g, '');

/** The remark codes in a text, each once. */
export const codesIn = (text: string): string[] => [...new Set(codeText(text).match(CODE) ?? [])];

/** A pledge with its names as names are compared. */
interface Known extends PledgeToMatch {
  readonly comparable: readonly ComparableName[];
  /** Its place among all: the older, the lower. */
  readonly place: number;
}

/** How many that fit are looked for: one is certain, of two nobody can tell. */
const ENOUGH = 2;

/**
 * The pledges that lines are matched to, found without looking through them: a day may have ten thousand of ¥100, and a statement fifty
 * thousand lines. Those that wait come oldest first, without those that a line has taken.
 */
export class PledgesToMatch {
  private readonly codes = new Map<string, Known>();
  /** By either half of their code: with one sign wrong, the other half is right. */
  private readonly halves = new Map<string, Known[]>();
  private readonly waiting = new Map<string, Known[]>();
  private readonly taken: Set<string>;

  constructor(taken: Iterable<string> = []) {
    this.taken = new Set(taken);
  }

  /** Adds one, after those that are older. */
  add(pledge: PledgeToMatch): void {
    const known: Known = { ...pledge, comparable: pledge.names.map(comparableName), place: this.codes.size };
    this.codes.set(pledge.remarkCode, known);
    if (pledge.status !== PledgeStatus.PENDING) return;
    for (const half of halvesOf(pledge.remarkCode)) addTo(this.halves, half, known);
    addTo(this.waiting, String(pledge.amountFen), known);
    for (const key of new Set(known.comparable.flatMap(keysOfFull))) addTo(this.waiting, `${pledge.amountFen} ${key}`, known);
  }

  /** Of any status, taken or not. */
  byCode(code: string): Known | undefined {
    return this.codes.get(code);
  }

  /** Those of the amount whose code the text holds with exactly one sign wrong. */
  nearCode({ text, amountFen }: LineToMatch): Known[] {
    const searched = codeText(text);
    const found = new Set<Known>();
    for (let start = 0; start + CODE_LENGTH <= searched.length; start += 1) {
      const written = searched.slice(start, start + CODE_LENGTH);
      for (const half of halvesOf(written)) for (const pledge of this.halves.get(half) ?? []) if (pledge.amountFen === amountFen && wrongSigns(written, pledge.remarkCode) === 1) found.add(pledge);
    }
    return this.free([...found]);
  }

  /** The first that are of the amount and that somebody of this name would pay. */
  sentBy({ name, amountFen }: LineToMatch): Known[] {
    const shown = comparableName(name ?? '');
    if (isHidden(shown)) return [];
    const [key, ...others] = keysOfShown(shown).map((one) => this.waiting.get(`${amountFen} ${one}`) ?? []);
    if (!shown.plain.includes('*')) return this.free(key);
    const alike = new Set([key ?? [], ...others].flat().filter(({ comparable }) => comparable.some((full) => isSameName(shown, full))));
    return this.free([...alike].sort((a, b) => a.place - b.place));
  }

  /** The first that are of the amount. */
  ofAmount({ amountFen }: LineToMatch): Known[] {
    return this.free(this.waiting.get(String(amountFen)));
  }

  /** Gives pledges to a line, all of them or none; the first that another line has, or null when the line has got them. */
  take(ids: readonly string[]): string | null {
    const claimed = ids.find((id) => this.taken.has(id));
    if (claimed !== undefined) return claimed;
    for (const id of ids) this.taken.add(id);
    return null;
  }

  /** The first of a list that no line has taken. Those that are taken leave it for good, or every line would pass them again. */
  private free(pledges: Known[] = []): Known[] {
    const found: Known[] = [];
    let passed = 0;
    while (passed < pledges.length && found.length < ENOUGH) {
      const pledge = pledges[passed]!;
      if (!this.taken.has(pledge.id)) found.push(pledge);
      passed += 1;
    }
    pledges.splice(0, passed, ...found);
    return found;
  }
}

const halvesOf = (code: string): [string, string] => [`${code.slice(0, CODE_LENGTH / 2)}…`, `…${code.slice(CODE_LENGTH / 2)}`];

function wrongSigns(written: string, code: string): number {
  let wrong = 0;
  for (let index = 0; index < CODE_LENGTH; index += 1) if (written[index] !== code[index]) wrong += 1;
  return wrong;
}

function addTo(map: Map<string, Known[]>, key: string, pledge: Known): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [pledge]);
  else list.push(pledge);
}

const nothing = (...reasons: MatchReason[]): Proposal => ({ pledgeId: null, confidence: 0, reasons });
const propose = ({ id }: PledgeToMatch, confidence: number, ...kinds: R[]): Proposal => ({ pledgeId: id, confidence, reasons: kinds.map((kind) => ({ kind })) });

/** How sure each ground makes us, where the sender's name agrees, says nothing, or is another. */
const CONFIDENCE = {
  code: { agrees: 100, silent: 95, differs: 90 },
  nearCode: { agrees: 85, silent: 70, differs: 60 },
} as const;

type NameSays = keyof typeof CONFIDENCE.code;

function nameSays({ name }: LineToMatch, { comparable }: Known): NameSays {
  const shown = comparableName(name ?? '');
  if (isHidden(shown)) return 'silent';
  return comparable.some((full) => isSameName(shown, full)) ? 'agrees' : 'differs';
}

const NAME_REASON: Record<NameSays, R[]> = { agrees: [R.NAME], silent: [], differs: [R.OTHER_NAME] };

/** What is proposed for a line by the codes that it quotes; null when no pledge has one of them. */
function proposeByCodes(line: LineToMatch, pledges: PledgesToMatch): Proposal | null {
  const known = codesIn(line.text).map((code) => pledges.byCode(code)).filter((pledge) => pledge !== undefined);
  const [named] = known;
  if (named === undefined) return null;
  if (known.length > 1) return proposeTogether(line, known);
  const because = (kind: R) => nothing({ kind, pledgeId: named.id });
  if (named.status === PledgeStatus.PAID || named.status === PledgeStatus.REFUNDED) return because(R.CODE_PAID);
  // A line that is read late may still be in time: what counts is when its money reached the bank.
  const inTime = line.bookedAt < named.expiresAt && (named.status === PledgeStatus.PENDING || named.status === PledgeStatus.EXPIRED);
  if (!inTime) return because(R.CODE_ENDED);
  if (named.amountFen !== line.amountFen) return because(R.CODE_OTHER_AMOUNT);
  const says = nameSays(line, named);
  return propose(named, CONFIDENCE.code[says], R.CODE, R.AMOUNT, ...NAME_REASON[says]);
}

/** What is proposed for a line that quotes the codes of several pledges: all of them together where they add up to it. */
function proposeTogether(line: LineToMatch, known: readonly Known[]): Proposal {
  const because = ({ id, status }: Known) => ({ pledgeId: id, kind: status === PledgeStatus.PENDING ? R.SEVERAL_CODES : status === PledgeStatus.PAID || status === PledgeStatus.REFUNDED ? R.CODE_PAID : R.CODE_ENDED });
  const waiting = known.filter(({ status }) => status === PledgeStatus.PENDING);
  const addsUp = waiting.reduce((fen, { amountFen }) => fen + amountFen, 0) === line.amountFen;
  const [first, ...further] = waiting;
  if (first === undefined || !addsUp) return nothing(...known.map(because), ...(waiting.length > 0 ? [{ kind: R.CODES_DIFFER }] : []));
  const says = waiting.map((pledge) => nameSays(line, pledge));
  const together = (['differs', 'silent', 'agrees'] as const).find((one) => says.includes(one))!;
  // A code that is no longer waiting, or is nobody's, makes it less sure that the sender means the others alone.
  const isPlain = waiting.length === known.length && known.length === codesIn(line.text).length;
  return {
    pledgeId: first.id,
    furtherIds: further.map(({ id }) => id),
    confidence: isPlain ? CONFIDENCE.code[together] : CONFIDENCE.nearCode[together],
    reasons: [
      ...known.map((pledge) => (pledge.status === PledgeStatus.PENDING ? { kind: R.CODES_ADD_UP, pledgeId: pledge.id } : because(pledge))),
      ...(isPlain || waiting.length < known.length ? [] : [{ kind: R.CODE_UNKNOWN }]),
      ...NAME_REASON[together].map((kind) => ({ kind })),
    ],
  };
}

/** What is proposed for a line whose codes, if it quotes any, are nobody's. */
function proposeByLikeness(line: LineToMatch, pledges: PledgesToMatch): Proposal {
  const [near, anotherNear] = pledges.nearCode(line);
  if (near !== undefined && anotherNear === undefined) {
    const says = nameSays(line, near);
    return propose(near, CONFIDENCE.nearCode[says], R.NEAR_CODE, R.AMOUNT, ...NAME_REASON[says]);
  }
  // Somebody who quotes a code of ours means that pledge and no other.
  if (codesIn(line.text).length > 0) return nothing({ kind: R.CODE_UNKNOWN });
  const [alike, anotherAlike] = pledges.sentBy(line);
  if (alike !== undefined) return anotherAlike === undefined ? propose(alike, 75, R.AMOUNT, R.NAME, R.ONLY_ONE) : propose(alike, 50, R.AMOUNT, R.NAME, R.SEVERAL);
  const [equal, anotherEqual] = pledges.ofAmount(line);
  if (equal !== undefined && anotherEqual === undefined) return propose(equal, 25, R.AMOUNT, R.ONLY_ONE, ...NAME_REASON[nameSays(line, equal)]);
  return nothing();
}

/**
 * Proposals for many lines at once: a pledge is proposed for one line only, the one that fits best, and of equals the first. A line that
 * quotes no code of ours is a movement of another kind where its words say so. Yields after each line.
 */
export function* proposeForAll(lines: readonly LineToMatch[], pledges: PledgesToMatch, movements?: MovementRules): Generator<void, Proposal[]> {
  const proposals: Proposal[] = [];
  const settle = (index: number, proposal: Proposal) => {
    const { pledgeId, furtherIds = [] } = proposal;
    const claimed = pledgeId === null ? null : pledges.take([pledgeId, ...furtherIds]);
    proposals[index] = claimed === null ? proposal : nothing({ kind: R.CLAIMED, pledgeId: claimed });
  };
  const others: { index: number; confidence: number }[] = [];
  // Codes have their turn first: they are certain, whatever others say.
  for (const [index, line] of lines.entries()) {
    const proposal = (line.amountFen > 0 ? proposeByCodes(line, pledges) : null) ?? movements?.propose(line) ?? (line.amountFen > 0 ? null : nothing());
    if (proposal === null) others.push({ index, confidence: 0 });
    else settle(index, proposal);
    yield;
  }
  for (const other of others) {
    other.confidence = proposeByLikeness(lines[other.index]!, pledges).confidence;
    yield;
  }
  // Asked once more, since what the one before it took is not waiting any longer: the next of several alike goes to the next line.
  for (const { index } of others.sort((a, b) => b.confidence - a.confidence || a.index - b.index)) {
    settle(index, proposeByLikeness(lines[index]!, pledges));
    yield;
  }
  return proposals;
}
