import type { Services } from '../../context.js';
import { translate } from '../../messages/index.js';
import { defineNoticeKind, NoticeTopic } from '../notices/index.js';
import { Membership, MembershipRole } from '../organizations/index.js';

/** The account of a unit. Letters show nothing of it, because anybody may have typed it. */
interface PayeeEvent {
  readonly organizationId: string;
}

async function ownersOf({ db }: Services, { organizationId }: PayeeEvent): Promise<Map<string, object>> {
  const owners = await db.read.findBy(Membership, { organizationId, role: MembershipRole.OWNER });
  return new Map(owners.map(({ userId }) => [userId, {}]));
}

const pathOf = ({ organizationId }: PayeeEvent): string => `/workspace/${organizationId}#payee`;

/** Told to all owners, the one who entered it included, because somebody else may use the account of an owner. */
export const payeeEnteredNotice = defineNoticeKind<PayeeEvent, object>({
  name: 'PAYEE_ACCOUNT_ENTERED',
  label: 'payee.notice.entered.label',
  topics: [NoticeTopic.UNITS],
  recipients: ownersOf,
  words: (language, event) => ({
    title: translate(language, 'payee.notice.entered.title'),
    text: translate(language, 'payee.notice.entered.text'),
    path: pathOf(event),
  }),
});

export const payeeDecidedNotice = defineNoticeKind<PayeeEvent & { readonly accepted: boolean }, object>({
  name: 'PAYEE_ACCOUNT_DECIDED',
  label: 'payee.notice.decided.label',
  topics: [NoticeTopic.UNITS],
  recipients: ownersOf,
  words: (language, event) => ({
    title: translate(language, event.accepted ? 'payee.notice.accepted.title' : 'payee.notice.refused.title'),
    text: translate(language, event.accepted ? 'payee.notice.accepted.text' : 'payee.notice.refused.text'),
    path: pathOf(event),
  }),
});
