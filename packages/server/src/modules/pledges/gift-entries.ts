import { In, type EntityManager } from 'typeorm';
import type { EntryKind, Party } from '../ledger/index.js';
import { Pledge } from './pledge.entity.js';
import { isGiven } from './pledge.rules.js';
import { pledgeOfSource } from './gift-sources.js';

/** The giver, as the donor chose to be shown: the unit that the gift counts for, or the donor. */
async function partiesOf(manager: EntityManager, sourceKeys: readonly string[]): Promise<Map<string, Party>> {
  const ids = sourceKeys.map((key) => pledgeOfSource(key)).filter((id) => id !== null);
  const pledges = new Map((await manager.findBy(Pledge, { id: In(ids) })).map((pledge) => [pledge.id, pledge]));
  return new Map(
    sourceKeys.flatMap((key): [string, Party][] => {
      const pledge = pledges.get(pledgeOfSource(key) ?? '');
      // After a confirmation was taken back, the pledge waits for its money and has no giver.
      if (pledge === undefined || !isGiven(pledge)) return [];
      const { onBehalfOfId, onBehalfOfName, displayName } = pledge;
      return [
        [
          key,
          onBehalfOfId === null
            ? { name: displayName, path: null }
            : { name: onBehalfOfName, path: `/organizations/${onBehalfOfId}` },
        ],
      ];
    }),
  );
}

export const giftReceived: EntryKind = {
  name: 'GIFT_RECEIVED',
  bookLine: {
    line: { name: 'GIFT', title: 'books.kind.GIFT', description: 'A gift came into the fund.' },
    on: { part: 'received', side: 'CREDIT' },
    partiesOf,
  },
};

export const giftRefunded: EntryKind = {
  name: 'GIFT_REFUNDED',
  bookLine: {
    line: {
      name: 'REFUND',
      title: 'books.kind.REFUND',
      description: 'A gift went back to its donor, as far as no stage had used it.',
    },
    on: { part: 'refunded', side: 'DEBIT' },
    partiesOf,
  },
};

export const confirmationReversed: EntryKind = {
  name: 'CONFIRMATION_REVERSED',
  undoes: true,
  bookLine: {
    line: {
      name: 'CORRECTION',
      title: 'books.kind.CORRECTION',
      description:
        'The confirmation of a gift was taken back, because it was a mistake. The money received is lower by its amount.',
    },
    on: { part: 'received', side: 'DEBIT' },
    partiesOf,
  },
};
