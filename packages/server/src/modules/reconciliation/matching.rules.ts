import { PledgeStatus } from '../pledges/index.js';
import { MatchReasonKind as R } from './statement.enums.js';

/** What speaks for or against a proposal, as data. */
export interface MatchReason {
  readonly kind: R;
  readonly pledgeId?: string;
}

/** What is proposed for a line: a pledge or none, how sure it is from 0 to 100, and why. */
export interface Proposal {
  readonly pledgeId: string | null;
  readonly confidence: number;
  readonly reasons: readonly MatchReason[];
}

/** A pledge as matching sees it. */
export interface PledgeToMatch {
  readonly id: string;
  readonly remarkCode: string;
  readonly amountFen: number;
  readonly status: PledgeStatus;
  /** Whoever may send its money: the donor, the unit it counts for. */
  readonly names: readonly string[];
}

/** A line as matching sees it. */
export interface LineToMatch {
  readonly amountFen: number;
  readonly text: string;
  readonly name: string | null;
}

// The letters and digits that remark codes are made of, and those that people take for them.
const CODE = /HC[23456789ABCDEFGHJKMNPQRSTVWXYZ]{8}/g;
const CODE_LENGTH = 10;

/** Text as codes are looked for: full-width signs narrow, capitals, without the blanks and dashes that people and banks put in. */
const codeText = (text: string): string => text.normalize('NFKC').toUpperCase().replace(/[\s\-_.·]/g, '');

/** The remark codes in a text, each once. */
export const codesIn = (text: string): string[] => [...new Set(codeText(text).match(CODE) ?? [])];

/** Whether a text holds `code` with exactly one character wrong. */
export function holdsNearly(text: string, code: string): boolean {
  const searched = codeText(text);
  for (let start = 0; start + CODE_LENGTH <= searched.length; start += 1) {
    let wrong = 0;
    for (let index = 0; index < CODE_LENGTH && wrong < 2; index += 1) if (searched[start + index] !== code[index]) wrong += 1;
    if (wrong === 1) return true;
  }
  return false;
}

/** A name as names are compared: width, case, blanks and brackets aside, without the words that every company has. */
export const plainName = (name: string): string => name.normalize('NFKC').toUpperCase().replace(/[\s()[\]<>《》·.,、"'“”‘’-]/g, '').replace(/(?:股份|集团)?有限(?:责任)?公司|(?:股份|集团)公司|(?:CO)?LTD$/g, '');

/** Whether two names are the same. Banks hide part of a person's name behind stars, one for each sign. */
export function isSameName(onStatement: string, ours: string): boolean {
  const [shown, full] = [plainName(onStatement), plainName(ours)];
  if (shown === '' || full === '' || /^\*+$/.test(shown)) return false;
  if (!shown.includes('*')) return shown === full;
  return shown.length === full.length && [...shown].every((sign, index) => sign === '*' || sign === full[index]);
}

/** The pledges that lines are matched to. */
export interface PledgesToMatch {
  /** Of any status. */
  byCode(code: string): PledgeToMatch | undefined;
  /** Those that wait for a transfer of this amount, oldest first. */
  waitingFor(amountFen: number): readonly PledgeToMatch[];
}

const nothing = (...reasons: MatchReason[]): Proposal => ({ pledgeId: null, confidence: 0, reasons });
const propose = ({ id }: PledgeToMatch, confidence: number, ...kinds: R[]): Proposal => ({ pledgeId: id, confidence, reasons: kinds.map((kind) => ({ kind })) });

/** How sure each ground makes us, where the sender's name agrees, says nothing, or is another. */
const CONFIDENCE = {
  code: { agrees: 100, silent: 95, differs: 90 },
  nearCode: { agrees: 85, silent: 70, differs: 60 },
} as const;

type NameSays = keyof typeof CONFIDENCE.code;

const nameSays = ({ name }: LineToMatch, { names }: PledgeToMatch): NameSays =>
  name === null || plainName(name) === '' || /^\*+$/.test(plainName(name)) ? 'silent' : names.some((ours) => isSameName(name, ours)) ? 'agrees' : 'differs';

const NAME_REASON: Record<NameSays, R[]> = { agrees: [R.NAME], silent: [], differs: [R.OTHER_NAME] };

/** What is proposed for one line, as if it were the only one. */
export function proposeFor(line: LineToMatch, pledges: PledgesToMatch): Proposal {
  const codes = codesIn(line.text);
  const known = codes.map((code) => pledges.byCode(code)).filter((pledge) => pledge !== undefined);
  if (known.length > 1) return nothing(...known.map(({ id }) => ({ kind: R.SEVERAL_CODES, pledgeId: id })));
  const [named] = known;
  if (named !== undefined) return proposeByCode(line, named);
  const waiting = pledges.waitingFor(line.amountFen);
  const near = waiting.filter(({ remarkCode }) => holdsNearly(line.text, remarkCode));
  if (near.length === 1) {
    const says = nameSays(line, near[0]!);
    return propose(near[0]!, CONFIDENCE.nearCode[says], R.NEAR_CODE, R.AMOUNT, ...NAME_REASON[says]);
  }
  // Somebody who quotes a code of ours means that pledge and no other.
  if (codes.length > 0) return nothing({ kind: R.CODE_UNKNOWN });
  const alike = waiting.filter((pledge) => nameSays(line, pledge) === 'agrees');
  if (alike.length > 0) return alike.length === 1 ? propose(alike[0]!, 75, R.AMOUNT, R.NAME, R.ONLY_ONE) : propose(alike[0]!, 50, R.AMOUNT, R.NAME, R.SEVERAL);
  if (waiting.length === 1) return propose(waiting[0]!, 25, R.AMOUNT, R.ONLY_ONE, ...NAME_REASON[nameSays(line, waiting[0]!)]);
  return nothing();
}

function proposeByCode(line: LineToMatch, pledge: PledgeToMatch): Proposal {
  const because = (kind: R) => nothing({ kind, pledgeId: pledge.id });
  if (pledge.status === PledgeStatus.PAID || pledge.status === PledgeStatus.REFUNDED) return because(R.CODE_PAID);
  if (pledge.status !== PledgeStatus.PENDING) return because(R.CODE_ENDED);
  if (pledge.amountFen !== line.amountFen) return because(R.CODE_OTHER_AMOUNT);
  const says = nameSays(line, pledge);
  return propose(pledge, CONFIDENCE.code[says], R.CODE, R.AMOUNT, ...NAME_REASON[says]);
}

/** Proposals for many lines at once: a pledge is proposed for one line only, the one that fits best, and of equals the first. */
export function proposeForAll(lines: readonly LineToMatch[], pledges: PledgesToMatch, claimedBefore: ReadonlySet<string> = new Set()): Proposal[] {
  const taken = new Set(claimedBefore);
  // What another line has taken is not waiting any more, so that the next of several alike goes to the next line.
  const free: PledgesToMatch = { byCode: pledges.byCode, waitingFor: (amountFen) => pledges.waitingFor(amountFen).filter(({ id }) => !taken.has(id)) };
  const proposals = new Array<Proposal>(lines.length);
  const settle = (index: number, proposal: Proposal) => {
    const { pledgeId } = proposal;
    proposals[index] = pledgeId !== null && taken.has(pledgeId) ? nothing({ kind: R.CLAIMED, pledgeId }) : proposal;
    if (pledgeId !== null) taken.add(pledgeId);
  };
  const waiting: number[] = [];
  for (const [index, line] of lines.entries()) {
    const proposal = proposeFor(line, pledges);
    // A code is certain whatever others say; everything else waits until codes have had their turn.
    if (proposal.confidence >= CONFIDENCE.code.differs || proposal.pledgeId === null) settle(index, proposal);
    else waiting.push(index);
  }
  const confidence = new Map(waiting.map((index) => [index, proposeFor(lines[index]!, free).confidence]));
  for (const index of waiting.sort((a, b) => confidence.get(b)! - confidence.get(a)! || a - b)) settle(index, proposeFor(lines[index]!, free));
  return proposals;
}
