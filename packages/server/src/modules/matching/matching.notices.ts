import type { Tx } from '../../db/database.js';
import { translate } from '../../messages/index.js';
import { defineNoticeKind, NoticeTopic, notify } from '../notices/index.js';
import { editorsOf } from '../organizations/index.js';
import type { MatchFund } from './match.entities.js';

type Outcome = 'published' | 'refused' | 'ended' | 'returned';

interface FundEvent {
  readonly outcome: Outcome;
  readonly fundId: string;
  readonly organizationId: string;
  readonly title: string;
}

/** Tells the editors and owners of a sponsor what became of its match fund. */
export const matchFundDecidedNotice = defineNoticeKind<FundEvent, Record<string, never>>({
  name: 'MATCH_FUND_DECIDED',
  label: 'match.notice.label',
  topics: [NoticeTopic.UNITS],
  recipients: async (services, { organizationId }) =>
    new Map((await editorsOf(services, organizationId)).map((userId) => [userId, {}])),
  words: (language, { outcome, fundId, title }) => ({
    title: translate(language, `match.notice.${outcome}.title`, { title }),
    text: translate(language, `match.notice.${outcome}.text`, { title }),
    path: `/match-funds/${fundId}`,
  }),
});

/** Records, in the transaction of the decision, that the sponsor is to be told of it. */
export const noteFund = (tx: Tx, outcome: Outcome, fund: MatchFund): Promise<void> =>
  notify(tx, matchFundDecidedNotice, {
    outcome,
    fundId: fund.id,
    organizationId: fund.organizationId,
    title: fund.title,
  });
