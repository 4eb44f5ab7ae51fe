import { comparableName, isHidden, isSameName, keysOfFull, keysOfShown, type ComparableName } from '../../lib/names.js';
import { PledgeStatus, sharedCodeOf } from '../pledges/index.js';
import type { MovementRules, ProposedMovement } from './movement.rules.js';
import { MatchReasonKind as R } from './statement.enums.js';

/** A reason for or against a proposal, as data. */
export interface MatchReason {
  readonly kind: R;
  readonly pledgeId?: string;
  /** The words that identified the movement. */
  readonly words?: string;
}

/**
 * The proposal for a line: a pledge, several pledges that add up to it, a movement of another kind, or nothing. The
 * confidence is from 0 to 100, with its reasons.
 */
export interface Proposal {
  readonly pledgeId: string | null;
  /** The other pledges, beside `pledgeId`. */
  readonly furtherIds?: readonly string[];
  readonly movement?: ProposedMovement;
  readonly confidence: number;
  readonly reasons: readonly MatchReason[];
}

/** The fields of a pledge that matching needs. */
export interface PledgeToMatch {
  readonly id: string;
  readonly remarkCode: string;
  readonly amountFen: number;
  readonly status: PledgeStatus;
  /** The time until which its money may reach the bank. */
  readonly expiresAt: Date;
  /** Names that may send its money: the donor and the unit that the pledge counts for. */
  readonly names: readonly string[];
}

/** The fields of a line that matching needs. */
export interface LineToMatch {
  readonly amountFen: number;
  readonly text: string;
  readonly name: string | null;
  readonly bookedAt: Date;
}

// The letters and digits of remark codes, and those that people confuse with them.
const CODE = /HC[23456789ABCDEFGHJKMNPQRSTVWXYZ]{8}/g;
const CODE_LENGTH = 10;

/**
 * Returns text in the form in which codes are searched: narrow signs, capitals, and no blanks or dashes, because people
 * and banks insert them.
 */
const codeText = (text: string): string =>
  text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-_.·]/g, '');

/** Returns the remark codes in a text, each once. */
export const codesIn = (text: string): string[] => [...new Set(codeText(text).match(CODE) ?? [])];

/** A pledge with its names in comparable form. */
interface Known extends PledgeToMatch {
  readonly comparable: readonly ComparableName[];
  /** Its position among all pledges. Older pledges have lower positions. */
  readonly place: number;
}

/** The search stops after this many fitting pledges, because one is certain and two are ambiguous. */
const ENOUGH = 2;

/**
 * An index of the pledges that lines can match. It needs no full search, because a day may have ten thousand pledges of
 * ¥100 and a statement fifty thousand lines. Pending pledges come oldest first. Pledges that a line has taken are left
 * out.
 */
export class PledgesToMatch {
  private readonly codes = new Map<string, Known>();
  /** The gifts of each list that one transfer pays, by their common code. */
  private readonly lists = new Map<string, Known[]>();
  /** Pledges by each half of their code. When one sign is wrong, the other half is still right. */
  private readonly halves = new Map<string, Known[]>();
  private readonly waiting = new Map<string, Known[]>();
  private readonly taken: Set<string>;

  constructor(taken: Iterable<string> = []) {
    this.taken = new Set(taken);
  }

  /** Adds a pledge. Older pledges must be added first. */
  add(pledge: PledgeToMatch): void {
    const shared = sharedCodeOf(pledge.remarkCode);
    if (shared !== null) {
      // No transfer pays a gift of a list alone, so neither its amount nor its name may find it.
      addTo(this.lists, shared, { ...pledge, comparable: pledge.names.map(comparableName), place: 0 });
      return;
    }
    const known: Known = { ...pledge, comparable: pledge.names.map(comparableName), place: this.codes.size };
    this.codes.set(pledge.remarkCode, known);
    if (pledge.status !== PledgeStatus.PENDING) return;
    for (const half of halvesOf(pledge.remarkCode)) addTo(this.halves, half, known);
    addTo(this.waiting, String(pledge.amountFen), known);
    for (const key of new Set(known.comparable.flatMap(keysOfFull)))
      addTo(this.waiting, `${pledge.amountFen} ${key}`, known);
  }

  /** Returns the pledge with this code, in any status, taken or not. */
  byCode(code: string): Known | undefined {
    return this.codes.get(code);
  }

  /** Returns the gifts of the list with this code, in any status, taken or not. */
  ofList(code: string): readonly Known[] | undefined {
    return this.lists.get(code);
  }

  /** Returns pledges of the same amount whose code is in the text with exactly one wrong sign. */
  nearCode({ text, amountFen }: LineToMatch): Known[] {
    const searched = codeText(text);
    const found = new Set<Known>();
    for (let start = 0; start + CODE_LENGTH <= searched.length; start += 1) {
      const written = searched.slice(start, start + CODE_LENGTH);
      for (const half of halvesOf(written))
        for (const pledge of this.halves.get(half) ?? [])
          if (pledge.amountFen === amountFen && wrongSigns(written, pledge.remarkCode) === 1) found.add(pledge);
    }
    return this.free([...found]);
  }

  /** Returns the first pledges of the same amount that a sender of this name would pay. */
  sentBy({ name, amountFen }: LineToMatch): Known[] {
    const shown = comparableName(name ?? '');
    if (isHidden(shown)) return [];
    const [key, ...others] = keysOfShown(shown).map((one) => this.waiting.get(`${amountFen} ${one}`) ?? []);
    if (!shown.plain.includes('*')) return this.free(key);
    const alike = new Set(
      [key ?? [], ...others].flat().filter(({ comparable }) => comparable.some((full) => isSameName(shown, full))),
    );
    return this.free([...alike].sort((a, b) => a.place - b.place));
  }

  /** Returns the first pledges of the same amount. */
  ofAmount({ amountFen }: LineToMatch): Known[] {
    return this.free(this.waiting.get(String(amountFen)));
  }

  /**
   * Assigns all of these pledges to a line, or none. Returns the first one that another line has already, or null on
   * success.
   */
  take(ids: readonly string[]): string | null {
    const claimed = ids.find((id) => this.taken.has(id));
    if (claimed !== undefined) return claimed;
    for (const id of ids) this.taken.add(id);
    return null;
  }

  /**
   * Returns the first pledges of a list that no line has taken. Taken pledges at the start are removed from the list,
   * so that later lines do not pass them again.
   */
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

const halvesOf = (code: string): [string, string] => [
  `${code.slice(0, CODE_LENGTH / 2)}…`,
  `…${code.slice(CODE_LENGTH / 2)}`,
];

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
const propose = ({ id }: PledgeToMatch, confidence: number, ...kinds: R[]): Proposal => ({
  pledgeId: id,
  confidence,
  reasons: kinds.map((kind) => ({ kind })),
});

/** The confidence of each ground, when the sender's name agrees, is missing or differs. */
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

/** Returns the proposal for a line by the codes in its text. Returns null when no pledge has one of them. */
function proposeByCodes(line: LineToMatch, pledges: PledgesToMatch): Proposal | null {
  const codes = codesIn(line.text);
  const list = codes.map((code) => pledges.ofList(code)).find((one) => one !== undefined);
  if (list !== undefined)
    return codes.length === 1
      ? proposeList(line, list)
      : nothing({ kind: R.SEVERAL_CODES, pledgeId: list[0]!.id }, { kind: R.CODES_DIFFER });
  const known = codes.map((code) => pledges.byCode(code)).filter((pledge) => pledge !== undefined);
  const [named] = known;
  if (named === undefined) return null;
  if (known.length > 1) return proposeTogether(line, known);
  const because = (kind: R) => nothing({ kind, pledgeId: named.id });
  if (named.status === PledgeStatus.PAID || named.status === PledgeStatus.REFUNDED) return because(R.CODE_PAID);
  // The time at which the money reached the bank counts, so a line that is imported late may be in time.
  const inTime =
    line.bookedAt < named.expiresAt && (named.status === PledgeStatus.PENDING || named.status === PledgeStatus.EXPIRED);
  if (!inTime) return because(R.CODE_ENDED);
  if (named.amountFen !== line.amountFen) return because(R.CODE_OTHER_AMOUNT);
  const says = nameSays(line, named);
  return propose(named, CONFIDENCE.code[says], R.CODE, R.AMOUNT, ...NAME_REASON[says]);
}

/** Returns the proposal for a line with the code of a list: all its gifts, when they add up to the line. */
function proposeList(line: LineToMatch, list: readonly Known[]): Proposal {
  const [first, ...further] = list;
  const because = (kind: R) => nothing({ kind, pledgeId: first!.id });
  if (list.some(({ status }) => status === PledgeStatus.PAID || status === PledgeStatus.REFUNDED))
    return because(R.CODE_PAID);
  const inTime = ({ status, expiresAt }: Known) =>
    line.bookedAt < expiresAt && (status === PledgeStatus.PENDING || status === PledgeStatus.EXPIRED);
  if (!list.every(inTime)) return because(R.CODE_ENDED);
  if (list.reduce((fen, { amountFen }) => fen + amountFen, 0) !== line.amountFen) return because(R.CODE_OTHER_AMOUNT);
  const says = nameSays(line, first!);
  return {
    ...propose(first!, CONFIDENCE.code[says], R.CODE, R.AMOUNT, ...NAME_REASON[says]),
    furtherIds: further.map(({ id }) => id),
  };
}

/** Returns the proposal for a line with the codes of several pledges: all of them when they add up to the line. */
function proposeTogether(line: LineToMatch, known: readonly Known[]): Proposal {
  const because = ({ id, status }: Known) => ({
    pledgeId: id,
    kind:
      status === PledgeStatus.PENDING
        ? R.SEVERAL_CODES
        : status === PledgeStatus.PAID || status === PledgeStatus.REFUNDED
          ? R.CODE_PAID
          : R.CODE_ENDED,
  });
  const waiting = known.filter(({ status }) => status === PledgeStatus.PENDING);
  const addsUp = waiting.reduce((fen, { amountFen }) => fen + amountFen, 0) === line.amountFen;
  const [first, ...further] = waiting;
  if (first === undefined || !addsUp)
    return nothing(...known.map(because), ...(waiting.length > 0 ? [{ kind: R.CODES_DIFFER }] : []));
  const says = waiting.map((pledge) => nameSays(line, pledge));
  const together = (['differs', 'silent', 'agrees'] as const).find((one) => says.includes(one))!;
  // A code of a pledge that is no longer pending, or an unknown code, lowers the confidence, because the sender may
  // mean that pledge as well.
  const isPlain = waiting.length === known.length && known.length === codesIn(line.text).length;
  return {
    pledgeId: first.id,
    furtherIds: further.map(({ id }) => id),
    confidence: isPlain ? CONFIDENCE.code[together] : CONFIDENCE.nearCode[together],
    reasons: [
      ...known.map((pledge) =>
        pledge.status === PledgeStatus.PENDING ? { kind: R.CODES_ADD_UP, pledgeId: pledge.id } : because(pledge),
      ),
      ...(isPlain || waiting.length < known.length ? [] : [{ kind: R.CODE_UNKNOWN }]),
      ...NAME_REASON[together].map((kind) => ({ kind })),
    ],
  };
}

/** Returns the proposal for a line without a known code. */
function proposeByLikeness(line: LineToMatch, pledges: PledgesToMatch): Proposal {
  const [near, anotherNear] = pledges.nearCode(line);
  if (near !== undefined && anotherNear === undefined) {
    const says = nameSays(line, near);
    return propose(near, CONFIDENCE.nearCode[says], R.NEAR_CODE, R.AMOUNT, ...NAME_REASON[says]);
  }
  // A sender who quotes an unknown code means a certain pledge, so no other pledge is proposed.
  if (codesIn(line.text).length > 0) return nothing({ kind: R.CODE_UNKNOWN });
  const [alike, anotherAlike] = pledges.sentBy(line);
  if (alike !== undefined)
    return anotherAlike === undefined
      ? propose(alike, 75, R.AMOUNT, R.NAME, R.ONLY_ONE)
      : propose(alike, 50, R.AMOUNT, R.NAME, R.SEVERAL);
  const [equal, anotherEqual] = pledges.ofAmount(line);
  if (equal !== undefined && anotherEqual === undefined)
    return propose(equal, 25, R.AMOUNT, R.ONLY_ONE, ...NAME_REASON[nameSays(line, equal)]);
  return nothing();
}

/**
 * Returns proposals for many lines. Each pledge is proposed for one line only: the best one, and the first of equal
 * ones. A line without a code can be a movement of another kind, by its words. Yields after each line.
 */
export function* proposeForAll(
  lines: readonly LineToMatch[],
  pledges: PledgesToMatch,
  movements?: MovementRules,
): Generator<void, Proposal[]> {
  const proposals: Proposal[] = [];
  const settle = (index: number, proposal: Proposal) => {
    const { pledgeId, furtherIds = [] } = proposal;
    const claimed = pledgeId === null ? null : pledges.take([pledgeId, ...furtherIds]);
    proposals[index] = claimed === null ? proposal : nothing({ kind: R.CLAIMED, pledgeId: claimed });
  };
  const others: { index: number; confidence: number }[] = [];
  // Codes come first, because they are certain whatever the other lines say.
  for (const [index, line] of lines.entries()) {
    const proposal =
      (line.amountFen > 0 ? proposeByCodes(line, pledges) : null) ??
      movements?.propose(line) ??
      (line.amountFen > 0 ? null : nothing());
    if (proposal === null) others.push({ index, confidence: 0 });
    else settle(index, proposal);
    yield;
  }
  for (const other of others) {
    other.confidence = proposeByLikeness(lines[other.index]!, pledges).confidence;
    yield;
  }
  // Each line is matched again, because an earlier line may have taken its pledge. The next pledge of several equal
  // ones then goes to this line.
  for (const { index } of others.sort((a, b) => b.confidence - a.confidence || a.index - b.index)) {
    settle(index, proposeByLikeness(lines[index]!, pledges));
    yield;
  }
  return proposals;
}
