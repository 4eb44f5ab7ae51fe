import { decideOrders } from '../orders/index.js';
import type { TraceKind } from '../trace/index.js';
import { decideMatchFunds, fillMatchFunds } from './matching.permissions.js';

export const matchFundFounded: TraceKind = {
  name: 'MATCH_FUND_FOUNDED',
  label: ['设立了配捐基金', 'Founded a match fund'],
  subject: 'unit',
};

export const matchFundDecided: TraceKind = {
  name: 'MATCH_FUND_DECIDED',
  label: ['审核了配捐基金', 'Decided on a match fund'],
  subject: 'unit',
  permission: decideMatchFunds,
};

export const matchFundFilled: TraceKind = {
  name: 'MATCH_FUND_FILLED',
  label: ['确认了配捐资金到账', 'Confirmed money of a match fund'],
  subject: 'unit',
  permission: fillMatchFunds,
};

export const matchFundEnded: TraceKind = {
  name: 'MATCH_FUND_ENDED',
  label: ['结束了配捐基金', 'Ended a match fund'],
  subject: 'unit',
};

export const matchFundReturned: TraceKind = {
  name: 'MATCH_FUND_RETURNED',
  label: ['将配捐余额退回出资单位', 'Paid back what a match fund did not use'],
  subject: 'unit',
  permission: decideOrders,
};

export const matchingTraceKinds: readonly TraceKind[] = [
  matchFundFounded,
  matchFundDecided,
  matchFundFilled,
  matchFundEnded,
  matchFundReturned,
];
