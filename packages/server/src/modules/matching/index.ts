/** Match funds: money of sponsors that is added to gifts of others by a stated rule. */
export { matchingModule } from './module.js';
export { MatchScope } from './match.enums.js';
export { prepareMatchReturn, signMatchReturn } from './match-returns.service.js';
export { confirmMatchPayment, decideMatchFund, endMatchFund, foundMatchFund } from './matching.service.js';
