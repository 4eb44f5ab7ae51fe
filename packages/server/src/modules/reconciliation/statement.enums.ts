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

/** States before the import, in which a treasurer must decide. */
export const CHOOSING: readonly StatementState[] = [
  StatementState.UPLOADED,
  StatementState.REFUSED,
  StatementState.UNDECIDED,
];

/** States in which the worker is working on the statement. */
export const BUSY: readonly StatementState[] = [
  StatementState.STORING,
  StatementState.MATCHING,
  StatementState.CONFIRMING,
  StatementState.SUSPENDING,
];

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
  OTHER_DUTY = 'OTHER_DUTY',
  WORDS = 'WORDS',
  OWN_ACCOUNT = 'OWN_ACCOUNT',
  CLAIMED = 'CLAIMED',
  REFUSED = 'REFUSED',
}

registerEnumType(StatementState, {
  name: 'StatementState',
  description: 'The state of the import of a bank statement.',
  valuesConfig: {
    UPLOADED: { description: 'The file is read. A treasurer has to say what its columns mean.' },
    STORING: { description: 'The lines are being checked, stored and matched.' },
    MATCHING: { description: 'The open lines are being matched again.' },
    CONFIRMING: { description: 'Payments are being confirmed by the proposals.' },
    SUSPENDING: { description: 'The lines without a match are being booked as suspense.' },
    READY: { description: 'All lines are stored, and no work runs.' },
    REFUSED: { description: 'The file has faults, and nothing of it was imported.' },
    UNDECIDED: {
      description: 'Some rows of the file may or may not be movements. Nothing is imported before a treasurer decides.',
    },
  },
});
registerEnumType(StatementColumn, {
  name: 'StatementColumn',
  description: 'The meaning of a column of a bank statement.',
  valuesConfig: {
    IGNORED: { description: 'The column is not used.' },
    DATE: { description: 'The day, with or without the time.' },
    TIME: { description: 'The time of day, in a column of its own.' },
    AMOUNT: { description: 'The amount. Its sign or another column tells the direction.' },
    INCOME: { description: 'The amount that came in.' },
    EXPENSE: { description: 'The amount that went out.' },
    DIRECTION: { description: 'Whether the amount came in or went out.' },
    BALANCE: { description: 'The balance after the movement.' },
    NAME: { description: 'The name on the other account.' },
    ACCOUNT: { description: 'The number of the other account.' },
    TEXT: { description: "The sender's text. Several columns may have this meaning." },
    SERIAL: { description: "The bank's own number of the movement." },
    OWN_ACCOUNT: {
      description: "The number of the statement's account. A row of another account is refused.",
    },
    CURRENCY: { description: 'The currency of the amount. A row in another currency than yuan is refused.' },
    OUTCOME: { description: 'Whether the payment was completed. Rows of other payments are no movements.' },
  },
});
registerEnumType(MoneyUnit, {
  name: 'MoneyUnit',
  description: "The unit of a statement's amounts.",
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
  description: 'Why a row below the header is no movement or may be none.',
  valuesConfig: {
    NOTE: { description: 'The row has neither a day nor an amount.' },
    HEADER_AGAIN: { description: 'The row repeats the header.' },
    CARRIED: { description: 'The row states a balance: opening, closing or carried forward.' },
    TOTAL: {
      description: 'The row is a total of other rows: its words say so, and either the sums agree or it has no day.',
    },
    NOTHING_MOVED: {
      description: 'The amount of the row is zero, or the row has no amount and does not change the balance.',
    },
    BALANCE_FOLLOWS: { description: 'The balances follow from one another without this row, and not with it.' },
    TOTAL_WORDS: {
      description: 'The words of the row speak of a total, but sums, balances and payer do not prove it.',
    },
    SUM_OF_ROWS: { description: 'The amount of the row is the sum of other rows, and the row says nothing else.' },
    NO_DAY: { description: 'The row has an amount but no day.' },
    NEUTRAL: { description: 'The file says that the row is neither income nor expense.' },
    NOT_DONE: { description: 'The file says that the payment failed, was closed or still waits.' },
    FAULTY: { description: 'The row cannot be read; `message` says why.' },
    DECIDED: { description: 'A treasurer decided.' },
  },
});
registerEnumType(RowDecision, {
  name: 'StatementRowDecision',
  description: "A treasurer's decision about a row.",
  valuesConfig: {
    MOVEMENT: { description: 'The row is a movement of money.' },
    NO_MOVEMENT: { description: 'The row is no movement and is left out.' },
  },
});
registerEnumType(StatementLineStatus, {
  name: 'StatementLineStatus',
  description: 'The state of a line of a bank statement.',
  valuesConfig: {
    OPEN: { description: 'The ledger has no entry for the line.' },
    SETTLED: { description: 'The ledger has the line, and nothing is left to do.' },
    SUSPENSE: { description: 'All or a part of the line is in suspense.' },
  },
});
registerEnumType(MovementKind, {
  name: 'MovementKind',
  description: 'The kind of a movement that is no gift and pays no stage.',
  valuesConfig: {
    BANK_CHARGE: { description: 'A charge that the bank takes for its service, or gives back.' },
    INTEREST_RECEIVED: { description: 'Interest that the bank pays for the balance, or takes back.' },
    OWN_TRANSFER: { description: 'A transfer to or from another account of the charity.' },
  },
});
registerEnumType(InterestPurpose, {
  name: 'InterestPurpose',
  description: 'The purpose of interest.',
  valuesConfig: {
    ADMINISTRATION: { description: "The charity's own costs, such as the charges of its bank." },
    PROJECT: { description: 'A project, in addition to the gifts that it received.' },
  },
});
registerEnumType(MatchReasonKind, {
  name: 'MatchReasonKind',
  description: 'A reason for or against a proposal.',
  valuesConfig: {
    CODE: { description: "The text contains the pledge's remark code." },
    NEAR_CODE: { description: 'The text contains the remark code with one wrong character.' },
    AMOUNT: { description: 'The amount equals the pledge.' },
    NAME: { description: 'The sender has the name of the donor or of the unit.' },
    OTHER_NAME: { description: 'The sender has another name than the donor.' },
    ONLY_ONE: { description: 'No other waiting pledge fits as well.' },
    SEVERAL: { description: 'Several pledges fit as well; this is the oldest one.' },
    CODE_OTHER_AMOUNT: {
      description:
        'The code fits, but the pledge has another amount. A treasurer may accept the amount that arrived with `acceptOtherAmount`.',
    },
    CODE_PAID: { description: 'The pledge with this code is already paid by other money.' },
    CODE_ENDED: { description: 'The pledge with this code was cancelled or has lapsed.' },
    CODE_UNKNOWN: { description: 'No pledge has the code in the text.' },
    SEVERAL_CODES: { description: 'The text contains several codes; this is the pledge of one of them.' },
    CODES_ADD_UP: {
      description: 'The text contains several codes whose pledges add up to the amount; this is one of them.',
    },
    CODES_DIFFER: { description: 'The pledges of the codes do not add up to the amount, so nothing is proposed.' },
    OWN_GIFT: {
      description:
        'The person who confirmed the statement gave this gift, or belongs to the unit that gave it. A colleague has to confirm it.',
    },
    OTHER_DUTY: {
      description:
        'The person who confirmed the statement decided as a reviewer on the project to which the money belongs. A colleague has to confirm it.',
    },
    WORDS: { description: 'The text contains words that identify such movements.' },
    OWN_ACCOUNT: { description: "The other account has the charity's own name." },
    CLAIMED: { description: 'Another line fits the same pledge better, or came first.' },
    REFUSED: { description: 'The confirmation was refused.' },
  },
});
