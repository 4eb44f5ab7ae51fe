import { translate } from '../../messages/index.js';
import { defineNoticeKind, NoticeTopic } from '../notices/index.js';
import { editorsOf } from '../organizations/index.js';

interface ReminderEvent {
  readonly unitId: string;
  /** The verified name of the unit above. */
  readonly parentName: string;
  readonly campaignId: string | null;
  readonly from: string;
  readonly until: string;
}

/** Reminds the owners and editors of a unit of a call for gifts of the unit above. */
export const unitReminded = defineNoticeKind<ReminderEvent, Record<string, never>>({
  name: 'UNIT_REMINDED',
  label: 'unitDesk.notice.reminded.label',
  topics: [NoticeTopic.UNITS],
  recipients: async (services, { unitId }) =>
    new Map((await editorsOf(services, unitId)).map((userId) => [userId, {}])),
  words: (language, { unitId, parentName, campaignId, from, until }) => ({
    title: translate(language, 'unitDesk.notice.reminded.title', { parent: parentName }),
    text: translate(language, 'unitDesk.notice.reminded.text', { from, until }),
    path:
      campaignId === null
        ? `/workspace/${unitId}/desk?from=${from}&until=${until}`
        : `/workspace/${unitId}/desk?campaign=${campaignId}`,
  }),
});
