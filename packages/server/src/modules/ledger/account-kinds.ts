import { isId } from '../../lib/ids.js';
import { Registry } from '../../lib/registry.js';

/** The meaning of all accounts whose codes begin with the same word. The module that posts to them declares it. */
export interface AccountKind {
  /** The first word of the codes. */
  readonly name: string;
  /** The kind of owner, such as a project. Given when the second part of the codes is the id of an owner. */
  readonly ownerKind?: string;
  /** Whether the accounts belong to funds and hold what was received, released and refunded. A fund has an owner. */
  readonly isFund?: boolean;
}

/** The kinds of all modules. */
export const accountKinds = new Registry<AccountKind>('account kind');

/** The kinds of accounts that have no owner. */
export const ownerlessAccounts: readonly AccountKind[] = [
  'bank',
  'clearing',
  'suspense',
  'unclaimed',
  'opening',
  'expense',
  'transit',
].map((name) => ({ name }));

export const FUND_PARTS = ['received', 'released', 'refunded'] as const;
export type FundPart = (typeof FUND_PARTS)[number];

/** A fund. Its account kind says what kind of owner it has. The owner may have other funds of the same kind. */
export interface Fund {
  readonly id: string;
  readonly ownerId: string;
}

/** Returns the codes of the accounts of a fund. When a fund has the id of its owner, the codes contain this id once. */
export function accountsOfFund({ name }: Pick<AccountKind, 'name'>, { id, ownerId }: Fund): Record<FundPart, string> {
  const fund = [name, ...new Set([ownerId, id])].join(':');
  return { received: `${fund}:received`, released: `${fund}:released`, refunded: `${fund}:refunded` };
}

/** The parts of an account's code, as its columns hold them. */
export interface AccountColumns {
  readonly kind: string;
  readonly ownerKind: string | null;
  readonly ownerId: string | null;
  readonly fundId: string | null;
  readonly part: FundPart | null;
}

/**
 * Reads the code of an account. Throws an ordinary error for a code that its kind does not allow, because that is a
 * programming fault.
 */
export function readAccountCode(code: string): AccountColumns {
  const [name = '', ...parts] = code.split(':');
  const kind = accountKinds.get(name);
  const ids = parts.filter(isId);
  const part = FUND_PARTS.find((one) => one === parts.at(-1)) ?? null;
  const isWhole = kind.isFund === true ? part !== null && [1, 2].includes(ids.length) : ids.length <= 1;
  if (!isWhole || (ids.length > 0 && kind.ownerKind === undefined))
    throw new Error(`${code} is no account of the kind ${name}`);
  const [ownerId = null, fundId = ownerId] = ids;
  const isFund = kind.isFund === true;
  return {
    kind: name,
    ownerKind: ownerId === null ? null : kind.ownerKind!,
    ownerId,
    fundId: isFund ? fundId : null,
    part: isFund ? part : null,
  };
}
