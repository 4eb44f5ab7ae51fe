import { comparableName } from '../../lib/names.js';
import type { LineToMatch, Proposal } from './matching.rules.js';
import { SEED_WORDS } from './movement-words.js';
import { InterestPurpose, MatchReasonKind, MovementKind } from './statement.enums.js';

/** A proposed movement. Interest needs a purpose, which may be still unknown. */
export interface ProposedMovement {
  readonly kind: MovementKind;
  readonly purpose: InterestPurpose | null;
  readonly projectId: string | null;
}

/** Words that identify movements of a kind, with the decision on the line that taught them. */
export interface KnownWords extends ProposedMovement {
  readonly words: string;
  readonly isIncoming: boolean;
}

/** Returns text in the form in which words are searched: without width, case and blanks. */
export const wordsKey = (text: string): string =>
  text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Cf}]/gu, '');

/** The confidence of each ground. Interest without a purpose cannot be booked until somebody states one. */
const CONFIDENCE = { learned: 90, ownAccountAndWords: 90, ownAccount: 75, seed: 75, withoutPurpose: 40 } as const;

/** The direction of each kind's money; `both` when the kind has no fixed direction. */
const WAY: Record<MovementKind, 'in' | 'out' | 'both'> = {
  [MovementKind.BANK_CHARGE]: 'out',
  [MovementKind.INTEREST_RECEIVED]: 'in',
  [MovementKind.OWN_TRANSFER]: 'both',
};

/** The fields of a line that are searched for words. */
type WordsOfLine = Omit<LineToMatch, 'bookedAt'>;

/** Words that reverse the direction of a movement: the bank returns a charge, or takes interest back. */
const TURNED = /退|冲正|冲销|返还|减免|调整|更正|错账|利息税|REVERS|REFUND|CORRECT/;

interface Known extends ProposedMovement {
  readonly words: string;
  readonly key: string;
  readonly isLearned: boolean;
  fits(line: WordsOfLine, text: string): boolean;
}

/**
 * Proposes movements by the words of lines. Learned words come before the built-in ones, and longer words before
 * shorter ones.
 */
export class MovementRules {
  private readonly words: readonly Known[];
  private readonly holder: string;

  constructor(learned: readonly KnownWords[], holder: string) {
    const taught = learned.map(({ words, isIncoming, kind, purpose, projectId }): Known => ({
      words,
      kind,
      purpose,
      projectId,
      key: wordsKey(words),
      isLearned: true,
      fits: ({ amountFen }) => amountFen > 0 === isIncoming,
    }));
    const seeds = Object.values(MovementKind).flatMap((kind) =>
      SEED_WORDS[kind].map((words): Known => ({
        words,
        kind,
        purpose: null,
        projectId: null,
        key: wordsKey(words),
        isLearned: false,
        fits: ({ amountFen }, text) => goesItsWay(kind, amountFen, text),
      })),
    );
    this.words = [...taught, ...seeds].sort(
      (a, b) => Number(b.isLearned) - Number(a.isLearned) || b.key.length - a.key.length,
    );
    this.holder = comparableName(holder).plain;
  }

  /** Returns the proposal for a line; null when nothing identifies such a movement. */
  propose(line: WordsOfLine): Proposal | null {
    const text = wordsKey(line.text);
    const known = this.words.find(({ key, fits }) => text.includes(key) && fits(line, text));
    const isOwn = this.holder !== '' && comparableName(line.name ?? '').plain === this.holder;
    if (known === undefined)
      return isOwn
        ? proposal({ kind: MovementKind.OWN_TRANSFER, purpose: null, projectId: null }, CONFIDENCE.ownAccount, null)
        : null;
    const { kind, purpose, projectId, words, isLearned } = known;
    return proposal(
      { kind, purpose, projectId },
      isLearned
        ? CONFIDENCE.learned
        : isOwn && kind === MovementKind.OWN_TRANSFER
          ? CONFIDENCE.ownAccountAndWords
          : CONFIDENCE.seed,
      words,
    );
  }
}

function proposal(movement: ProposedMovement, confidence: number, words: string | null): Proposal {
  const needsPurpose = movement.kind === MovementKind.INTEREST_RECEIVED && movement.purpose === null;
  const reason = words === null ? { kind: MatchReasonKind.OWN_ACCOUNT } : { kind: MatchReasonKind.WORDS, words };
  return {
    pledgeId: null,
    movement,
    confidence: needsPurpose ? CONFIDENCE.withoutPurpose : confidence,
    reasons: [reason],
  };
}

/**
 * Whether the line has the direction of the kind. A charge goes out. It comes in only when the text says that it was
 * returned.
 */
function goesItsWay(kind: MovementKind, amountFen: number, text: string): boolean {
  if (WAY[kind] === 'both') return true;
  return amountFen < 0 === (WAY[kind] === 'out') || TURNED.test(text);
}
