import { translate, type MessageKey } from '../../messages/index.js';
import { defineNoticeKind, NoticeTopic } from '../notices/index.js';
import { unitOwners } from './parent-requests.notices.js';

/** A decision on a unit. It has a name only when that was verified, because letters speak for the charity. */
interface DecisionEvent {
  readonly organizationId: string;
  readonly verifiedName: string | null;
}

const decisionKind = (name: string, word: 'verified' | 'refused') =>
  defineNoticeKind<DecisionEvent, object>({
    name,
    label: `organization.notice.${word}.label` as MessageKey,
    topics: [NoticeTopic.UNITS],
    recipients: (services, { organizationId }) => unitOwners(services, organizationId),
    words: (language, { organizationId, verifiedName }) => ({
      title: translate(language, `organization.notice.${word}.title`, { unit: verifiedName ?? '' }),
      text: translate(language, `organization.notice.${word}.text`),
      path: `/workspace/${organizationId}#profile`,
    }),
  });

export const unitVerified = decisionKind('UNIT_VERIFIED', 'verified');
export const unitRefused = decisionKind('UNIT_REFUSED', 'refused');
