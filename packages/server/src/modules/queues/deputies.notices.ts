import { translate } from '../../messages/index.js';
import { defineNoticeKind, NoticeTopic } from '../notices/index.js';

interface DeputyEvent {
  readonly deputyId: string;
  readonly fromDay: string;
  readonly untilDay: string;
}

/** Tells somebody that a colleague named them as deputy. */
export const deputyNamed = defineNoticeKind<DeputyEvent, object>({
  name: 'DEPUTY_NAMED',
  label: 'deputy.notice.label',
  topics: [NoticeTopic.WORK],
  recipients: (_, { deputyId }) => Promise.resolve(new Map([[deputyId, {}]])),
  words: (language, { fromDay, untilDay }) => ({
    title: translate(language, 'deputy.notice.title', { from: fromDay, until: untilDay }),
    text: translate(language, 'deputy.notice.text'),
    path: '/account#deputy',
  }),
});
