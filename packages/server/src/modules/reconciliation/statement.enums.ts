import { registerEnumType } from 'type-graphql';

export enum StatementState {
  UPLOADED = 'UPLOADED',
  STORING = 'STORING',
  MATCHING = 'MATCHING',
  CONFIRMING = 'CONFIRMING',
  SUSPENDING = 'SUSPENDING',
  READY = 'READY',
  REFUSED = 'REFUSED',
  UNDECIDED = 'UNDECIDED',
}

/** States in which nothing of the file is taken yet, and a treasurer has the next word. */
export const CHOOSING: readonly StatementState[] = [StatementState.UPLOADED, StatementState.REFUSED, StatementState.UNDECIDED];

/** States in which the worker is on it. */
export const BUSY: readonly StatementState[] = [StatementState.STORING, StatementState.MATCHING, StatementState.CONFIRMING, StatementState.SUSPENDING];

export enum StatementColumn {
  IGNORED = 'IGNORED',
  DATE = 'DATE',
  TIME = 'TIME',
  AMOUNT = 'AMOUNT',
  INCOME = 'INCOME',
  EXPENSE = 'EXPENSE',
  DIRECTION = 'DIRECTION',
  BALANCE = 'BALANCE',
  NAME = 'NAME',
  ACCOUNT = 'ACCOUNT',
  TEXT = 'TEXT',
  SERIAL = 'SERIAL',
  OWN_ACCOUNT = 'OWN_ACCOUNT',
  CURRENCY = 'CURRENCY',
  OUTCOME = 'OUTCOME',
}

export enum MoneyUnit {
  FEN = 'FEN',
  JIAO = 'JIAO',
  YUAN = 'YUAN',
  HUNDRED_YUAN = 'HUNDRED_YUAN',
  THOUSAND_YUAN = 'THOUSAND_YUAN',
  TEN_THOUSAND_YUAN = 'TEN_THOUSAND_YUAN',
  MILLION_YUAN = 'MILLION_YUAN',
  HUNDRED_MILLION_YUAN = 'HUNDRED_MILLION_YUAN',
}

export enum BesideReason {
  NOTE = 'NOTE',
  HEADER_AGAIN = 'HEADER_AGAIN',
  CARRIED = 'CARRIED',
  TOTAL = 'TOTAL',
  NOTHING_MOVED = 'NOTHING_MOVED',
  BALANCE_FOLLOWS = 'BALANCE_FOLLOWS',
  TOTAL_WORDS = 'TOTAL_WORDS',
  SUM_OF_ROWS = 'SUM_OF_ROWS',
  NO_DAY = 'NO_DAY',
  NEUTRAL = 'NEUTRAL',
  NOT_DONE = 'NOT_DONE',
  FAULTY = 'FAULTY',
  DECIDED = 'DECIDED',
}

export enum RowDecision {
  MOVEMENT = 'MOVEMENT',
  NO_MOVEMENT = 'NO_MOVEMENT',
}

export enum StatementLineStatus {
  OPEN = 'OPEN',
  SETTLED = 'SETTLED',
  SUSPENSE = 'SUSPENSE',
}

export enum MovementKind {
  BANK_CHARGE = 'BANK_CHARGE',
  INTEREST_RECEIVED = 'INTEREST_RECEIVED',
  OWN_TRANSFER = 'OWN_TRANSFER',
}

export enum InterestPurpose {
  ADMINISTRATION = 'ADMINISTRATION',
  PROJECT = 'PROJECT',
}

export enum MatchReasonKind {
  CODE = 'CODE',
  NEAR_CODE = 'NEAR_CODE',
  AMOUNT = 'AMOUNT',
  NAME = 'NAME',
  OTHER_NAME = 'OTHER_NAME',
  ONLY_ONE = 'ONLY_ONE',
  SEVERAL = 'SEVERAL',
  CODE_OTHER_AMOUNT = 'CODE_OTHER_AMOUNT',
  CODE_PAID = 'CODE_PAID',
  CODE_ENDED = 'CODE_ENDED',
  CODE_UNKNOWN = 'CODE_UNKNOWN',
  SEVERAL_CODES = 'SEVERAL_CODES',
  CODES_ADD_UP = 'CODES_ADD_UP',
  CODES_DIFFER = 'CODES_DIFFER',
  OWN_GIFT = 'OWN_GIFT',
  WORDS = 'WORDS',
  OWN_ACCOUNT = 'OWN_ACCOUNT',
  CLAIMED = 'CLAIMED',
  REFUSED = 'REFUSED',
}

registerEnumType(StatementState, {
  name: 'StatementState',
  description: 'Where the import of a bank statement stands.',
  valuesConfig: {
    UPLOADED: { description: 'Read; a treasurer says which column is which.' },
    STORING: { description: 'Its lines are being checked, stored and matched.' },
    MATCHING: { description: 'Its open lines are being matched anew.' },
    CONFIRMING: { description: 'Payments are being confirmed by its proposals.' },
    SUSPENDING: { description: 'What nobody could match is being entered as suspense.' },
    READY: { description: 'All its lines are stored; nothing is under way.' },
    REFUSED: { description: 'The file has faults, and nothing of it was taken.' },
    UNDECIDED: { description: 'Rows of the file could be movements or not; nothing is taken before a treasurer decides.' },
  },
});
registerEnumType(StatementColumn, {
  name: 'StatementColumn',
  description: 'What a column of a bank statement says.',
  valuesConfig: {
    IGNORED: { description: 'Nothing that is used.' },
    DATE: { description: 'The day, perhaps with the time.' },
    TIME: { description: 'The time of day, where it has a column of its own.' },
    AMOUNT: { description: 'The amount, with its direction in another column or in its sign.' },
    INCOME: { description: 'The amount of what came in.' },
    EXPENSE: { description: 'The amount of what went out.' },
    DIRECTION: { description: 'Whether the amount came in or went out.' },
    BALANCE: { description: 'The balance after the line.' },
    NAME: { description: 'The name on the other account.' },
    ACCOUNT: { description: 'The number of the other account.' },
    TEXT: { description: 'What the sender wrote; there may be several.' },
    SERIAL: { description: 'The bank\'s own number of the line.' },
    OWN_ACCOUNT: { description: 'The number of the account that the statement is of; a row of another account is refused.' },
    CURRENCY: { description: 'The currency of the amount; a row in another currency than yuan is refused.' },
    OUTCOME: { description: 'Whether the payment was completed; rows of payments that were not are no movements.' },
  },
});
registerEnumType(MoneyUnit, {
  name: 'MoneyUnit',
  description: 'What one unit of a statement\'s amounts is.',
  valuesConfig: {
    FEN: { description: 'One fen (分).' },
    JIAO: { description: 'Ten fen (角).' },
    YUAN: { description: 'One yuan (元).' },
    HUNDRED_YUAN: { description: '100 yuan (百元).' },
    THOUSAND_YUAN: { description: '1,000 yuan (千元).' },
    TEN_THOUSAND_YUAN: { description: '10,000 yuan (万元).' },
    MILLION_YUAN: { description: '1,000,000 yuan (百万元).' },
    HUNDRED_MILLION_YUAN: { description: '100,000,000 yuan (亿元).' },
  },
});
registerEnumType(BesideReason, {
  name: 'StatementRowReason',
  description: 'Why a row below the header is no movement, or may be none.',
  valuesConfig: {
    NOTE: { description: 'It has neither a day nor an amount.' },
    HEADER_AGAIN: { description: 'It repeats the header.' },
    CARRIED: { description: 'It tells a balance: opening, closing or carried forward.' },
    TOTAL: { description: 'It adds up other rows: its words say so, and the sums agree or it has no day.' },
    NOTHING_MOVED: { description: 'Its amount is zero, or it has none and the balance stays.' },
    BALANCE_FOLLOWS: { description: 'The balances follow from one another without it, and not with it.' },
    TOTAL_WORDS: { description: 'Its words speak of a total, but sums, balances and payer do not settle it.' },
    SUM_OF_ROWS: { description: 'Its amount is the sum of other rows, and nothing else is said of it.' },
    NO_DAY: { description: 'It has an amount but no day.' },
    NEUTRAL: { description: 'The file says that it is neither income nor expense.' },
    NOT_DONE: { description: 'The file says that the payment failed, was closed or still waits.' },
    FAULTY: { description: 'It cannot be read; `message` says why.' },
    DECIDED: { description: 'A treasurer decided.' },
  },
});
registerEnumType(RowDecision, {
  name: 'StatementRowDecision',
  description: 'What a treasurer says of a row.',
  valuesConfig: {
    MOVEMENT: { description: 'It is a movement of money.' },
    NO_MOVEMENT: { description: 'It is none, and is left out.' },
  },
});
registerEnumType(StatementLineStatus, {
  name: 'StatementLineStatus',
  description: 'What became of a line of a bank statement.',
  valuesConfig: {
    OPEN: { description: 'The ledger has no entry for it.' },
    SETTLED: { description: 'The ledger has it, and nothing is left to do.' },
    SUSPENSE: { description: 'The ledger holds all or some of it as nobody\'s gift yet.' },
  },
});
registerEnumType(MovementKind, {
  name: 'MovementKind',
  description: 'What a line of a statement is that is nobody\'s gift and pays no stage.',
  valuesConfig: {
    BANK_CHARGE: { description: 'What the bank takes for its service, or gives back of it.' },
    INTEREST_RECEIVED: { description: 'What the bank pays for the balance, or takes back of it.' },
    OWN_TRANSFER: { description: 'Money on its way to or from another account of the charity.' },
  },
});
registerEnumType(InterestPurpose, {
  name: 'InterestPurpose',
  description: 'What interest is for.',
  valuesConfig: {
    ADMINISTRATION: { description: 'The charity\'s own costs, such as the charges of its bank.' },
    PROJECT: { description: 'A project, beside what was given to it.' },
  },
});
registerEnumType(MatchReasonKind, {
  name: 'MatchReasonKind',
  description: 'What speaks for or against a proposal.',
  valuesConfig: {
    CODE: { description: 'The text holds the pledge\'s remark code.' },
    NEAR_CODE: { description: 'The text holds the remark code with one character wrong.' },
    AMOUNT: { description: 'The amount is the pledge\'s.' },
    NAME: { description: 'The sender is named like the donor or the unit.' },
    OTHER_NAME: { description: 'The sender is named otherwise than the donor.' },
    ONLY_ONE: { description: 'No other pledge that waits fits as well.' },
    SEVERAL: { description: 'Several pledges fit as well; this is the oldest.' },
    CODE_OTHER_AMOUNT: { description: 'The code fits, but the pledge is of another amount: a treasurer may accept what arrived with `acceptOtherAmount`.' },
    CODE_PAID: { description: 'The pledge with this code is paid already, by other money.' },
    CODE_ENDED: { description: 'The pledge with this code was cancelled or has lapsed.' },
    CODE_UNKNOWN: { description: 'No pledge has the code that the text holds.' },
    SEVERAL_CODES: { description: 'The text holds several codes; this is the pledge of one of them.' },
    CODES_ADD_UP: { description: 'The text holds several codes, whose pledges are the amount together; this is one of them.' },
    CODES_DIFFER: { description: 'The pledges of the codes are not the amount together; nothing is proposed.' },
    OWN_GIFT: { description: 'Whoever confirmed the statement gave this, or speaks for the unit that did; a colleague confirms it.' },
    WORDS: { description: 'The text holds words by which such movements are known.' },
    OWN_ACCOUNT: { description: 'The other account is in the name of the charity itself.' },
    CLAIMED: { description: 'Another line fits the same pledge better, or came first.' },
    REFUSED: { description: 'The confirmation was refused.' },
  },
});
