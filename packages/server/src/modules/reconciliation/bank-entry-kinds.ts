import { toFen } from '../../lib/money.js';
import type { EntryKind, LineKind } from '../ledger/index.js';
import { MovementKind } from './statement.enums.js';

/** Money in suspense, and the balance before the first statement, touch no fund. */
export const suspenseReceived: EntryKind = { name: 'SUSPENSE_RECEIVED', bookLine: null };
export const suspenseReturned: EntryKind = { name: 'SUSPENSE_RETURNED', bookLine: null };
export const openingBalance: EntryKind = { name: 'OPENING_BALANCE', bookLine: null };

/** A movement of the charity's own. The codes of its accounts start with `word`. */
const movementEntry = (name: MovementKind, line: LineKind, word: string): EntryKind => ({
  name,
  bookLine: {
    line,
    on: {
      words: [word],
      async bookedFen(manager) {
        const [row] = await manager.query<{ fen: number | string | null }[]>(
          'SELECT SUM(amount_fen) AS fen FROM bank_movements WHERE kind = ? AND booked_at IS NOT NULL AND reversed_at IS NULL',
          [name],
        );
        return toFen(row?.fen ?? 0);
      },
    },
  },
});

/** The charity's own movements. The accounts of each kind start with one word. */
export const movementEntries: readonly EntryKind[] = [
  movementEntry(
    MovementKind.BANK_CHARGE,
    {
      name: 'BANK_CHARGE',
      title: 'books.kind.BANK_CHARGE',
      description:
        'The bank charged for its service, or gave a charge back. The charity pays it from its own means, never from a fund.',
    },
    'expense',
  ),
  movementEntry(
    MovementKind.INTEREST_RECEIVED,
    {
      name: 'INTEREST',
      title: 'books.kind.INTEREST',
      description: 'The bank paid interest, or took some back. `movement` says what the interest is for.',
    },
    'interest',
  ),
  movementEntry(
    MovementKind.OWN_TRANSFER,
    {
      name: 'OWN_TRANSFER',
      title: 'books.kind.OWN_TRANSFER',
      description: 'Money went to another account of the charity, or came from one.',
    },
    'transit',
  ),
];

export const movementReversed: EntryKind = {
  name: 'MOVEMENT_REVERSED',
  undoes: true,
  bookLine: {
    line: {
      name: 'REVERSAL',
      title: 'books.kind.REVERSAL',
      description: 'A booking as charge, interest or own transfer was reversed, because it was a mistake.',
    },
    on: { words: ['expense', 'interest', 'transit'] },
  },
};
