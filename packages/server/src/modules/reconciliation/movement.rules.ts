import { comparableName } from '../../lib/names.js';
import type { LineToMatch, Proposal } from './matching.rules.js';
import { SEED_WORDS } from './movement-words.js';
import { InterestPurpose, MatchReasonKind, MovementKind } from './statement.enums.js';

/** A movement that is proposed for a line. Interest needs a purpose, which may still have to be said. */
export interface ProposedMovement {
  readonly kind: MovementKind;
  readonly purpose: InterestPurpose | null;
  readonly projectId: string | null;
}

/** Words by which movements of a kind are known, and what was decided of the line that taught them. */
export interface KnownWords extends ProposedMovement {
  readonly words: string;
  readonly isIncoming: boolean;
}

/** Text as words are looked for: width, case and blanks aside. */
export const wordsKey = (text: string): string => text.normalize('NFKC').toUpperCase().replace(/[\s\p{Cf}]/gu, '');

/** How sure each ground makes us. Interest without a purpose cannot be booked before somebody states one. */
const CONFIDENCE = { learned: 90, ownAccountAndWords: 90, ownAccount: 75, seed: 75, withoutPurpose: 40 } as const;

/** The way on which money of each kind goes; `both` where neither says more than the other. */
const WAY: Record<MovementKind, 'in' | 'out' | 'both'> = {
  [MovementKind.BANK_CHARGE]: 'out',
  [MovementKind.INTEREST_RECEIVED]: 'in',
  [MovementKind.OWN_TRANSFER]: 'both',
};

/** What the words of a movement are looked for in. */
type WordsOfLine = Omit<LineToMatch, 'bookedAt'>;

/** Words that turn the way of a movement round: the bank gives a charge back, or takes interest back. */
const TURNED = /退|冲正|冲销|返还|减免|调整|更正|错账|利息税|REVERS|REFUND|CORRECT/;

interface Known extends ProposedMovement {
  readonly words: string;
  readonly key: string;
  readonly isLearned: boolean;
  fits(line: WordsOfLine, text: string): boolean;
}

/** Proposes movements by the words of lines: those learned from treasurers' decisions before those that come with the product, longer ones before shorter. */
export class MovementRules {
  private readonly words: readonly Known[];
  private readonly holder: string;

  constructor(learned: readonly KnownWords[], holder: string) {
    const taught = learned.map(({ words, isIncoming, kind, purpose, projectId }): Known => ({ words, kind, purpose, projectId, key: wordsKey(words), isLearned: true, fits: ({ amountFen }) => amountFen > 0 === isIncoming }));
    const seeds = Object.values(MovementKind).flatMap((kind) =>
      SEED_WORDS[kind].map((words): Known => ({ words, kind, purpose: null, projectId: null, key: wordsKey(words), isLearned: false, fits: ({ amountFen }, text) => goesItsWay(kind, amountFen, text) })));
    this.words = [...taught, ...seeds].sort((a, b) => Number(b.isLearned) - Number(a.isLearned) || b.key.length - a.key.length);
    this.holder = comparableName(holder).plain;
  }

  /** What is proposed for a line; null where nothing says that it is such a movement. */
  propose(line: WordsOfLine): Proposal | null {
    const text = wordsKey(line.text);
    const known = this.words.find(({ key, fits }) => text.includes(key) && fits(line, text));
    const isOwn = this.holder !== '' && comparableName(line.name ?? '').plain === this.holder;
    if (known === undefined) return isOwn ? proposal({ kind: MovementKind.OWN_TRANSFER, purpose: null, projectId: null }, CONFIDENCE.ownAccount, null) : null;
    const { kind, purpose, projectId, words, isLearned } = known;
    return proposal({ kind, purpose, projectId }, isLearned ? CONFIDENCE.learned : isOwn && kind === MovementKind.OWN_TRANSFER ? CONFIDENCE.ownAccountAndWords : CONFIDENCE.seed, words);
  }
}

function proposal(movement: ProposedMovement, confidence: number, words: string | null): Proposal {
  const needsPurpose = movement.kind === MovementKind.INTEREST_RECEIVED && movement.purpose === null;
  const reason = words === null ? { kind: MatchReasonKind.OWN_ACCOUNT } : { kind: MatchReasonKind.WORDS, words };
  return { pledgeId: null, movement, confidence: needsPurpose ? CONFIDENCE.withoutPurpose : confidence, reasons: [reason] };
}

/** Whether money of the kind goes the way of the line: a charge goes out, and comes in only where the text says that it is given back. */
function goesItsWay(kind: MovementKind, amountFen: number, text: string): boolean {
  if (WAY[kind] === 'both') return true;
  return (amountFen < 0) === (WAY[kind] === 'out') || TURNED.test(text);
}
