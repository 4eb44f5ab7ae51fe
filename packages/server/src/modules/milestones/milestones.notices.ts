import type { Services } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { formatFen } from '../../lib/money.js';
import { translate, type Language, type MessageKey } from '../../messages/index.js';
import { defineNoticeKind, NoticeTopic, notify, type NoticeKind, type NoticeWords } from '../notices/index.js';
import { editorsOf } from '../organizations/index.js';
import { guestGiftsOf } from '../pledges/index.js';
import { type Milestone, type Project, type Support, supportersOf } from '../projects/index.js';
import { giftsOfStage } from './stage-money.js';

/** A stage that a notification is about, with its texts at that time. */
interface StageEvent {
  readonly stageId: string;
  readonly stageTitle: string;
  readonly projectId: string;
  readonly projectSlug: string;
  readonly projectTitle: string;
  readonly organizationId: string;
}

/**
 * Why a person is notified: the stage uses so much of the person's gifts, or the person edits for the implementer, gave
 * to the project for other stages, or follows it.
 */
type Concern = { readonly givenFen: number } | { readonly editor: true } | { readonly as: Support };

/**
 * Returns the implementer's editors, and everybody whom news of the project concern. Those whose gifts pay the stage get
 * the amount. The payment takes gifts by the same function, so these are exactly its donors.
 */
async function everybodyConcerned(services: Services, event: StageEvent): Promise<Map<string, Concern>> {
  const told = new Map<string, Concern>();
  for (const [id, as] of await supportersOf(services, event.projectId)) told.set(id, { as });
  for (const [id, concern] of await editors(services, event)) told.set(id, concern);
  const given = new Map<string, number>();
  // One snapshot for gifts and releases. A release between two reads would use gifts that the second read no longer
  // finds.
  const { uses, guests } = await services.db.snapshot(async (manager) => ({
    uses: await giftsOfStage(manager, event.projectId, event.stageId),
    guests: await guestGiftsOf(manager, event.projectId),
  }));
  for (const { pledgeId, userId, usedFen } of uses) {
    const recipient = userId ?? (guests.has(pledgeId) ? pledgeId : null);
    if (recipient !== null) given.set(recipient, (given.get(recipient) ?? 0) + usedFen);
  }
  for (const [userId, givenFen] of given) told.set(userId, { givenFen });
  return told;
}

const editors = async (services: Services, { organizationId }: StageEvent): Promise<Map<string, Concern>> =>
  new Map((await editorsOf(services, organizationId)).map((userId) => [userId, { editor: true }]));

const wordsOf =
  (kind: 'verified' | 'paid' | 'returned') =>
  (language: Language, event: StageEvent, concern: Concern): NoticeWords => {
    const reader = 'as' in concern ? concern.as : 'editor' in concern ? 'editor' : 'donor';
    const key = (part: 'title' | 'text') => `milestone.notice.${kind}.${reader}.${part}` as MessageKey;
    const params = {
      stage: event.stageTitle,
      project: event.projectTitle,
      amount: 'givenFen' in concern ? formatFen(concern.givenFen) : '',
    };
    return {
      title: translate(language, key('title'), params),
      text: translate(language, key('text'), params),
      path:
        'editor' in concern
          ? `/workspace/projects/${event.projectId}/edit#stage-${event.stageId}`
          : `/projects/${event.projectSlug}#stage-${event.stageId}`,
    };
  };

/** Supporters are told what becomes of their gifts and of the project, editors what becomes of their work. */
const FOR_EVERYBODY = {
  topics: [NoticeTopic.SUPPORTED, NoticeTopic.PROJECTS],
  topicOf: (concern: Concern) => ('editor' in concern ? NoticeTopic.PROJECTS : NoticeTopic.SUPPORTED),
  isGeneral: (concern: Concern) => 'as' in concern,
  recipients: everybodyConcerned,
} as const;

export const stageVerified = defineNoticeKind<StageEvent, Concern>({
  name: 'STAGE_VERIFIED',
  label: 'milestone.notice.verified.label',
  ...FOR_EVERYBODY,
  words: wordsOf('verified'),
});
export const stagePaid = defineNoticeKind<StageEvent, Concern>({
  name: 'STAGE_PAID',
  label: 'milestone.notice.paid.label',
  ...FOR_EVERYBODY,
  words: wordsOf('paid'),
});
export const stageReturned = defineNoticeKind<StageEvent, Concern>({
  name: 'STAGE_RETURNED',
  label: 'milestone.notice.returned.label',
  topics: [NoticeTopic.PROJECTS],
  recipients: editors,
  words: wordsOf('returned'),
});

/** Records a notification about `milestone` in the transaction. */
export const noteStage = (
  tx: Tx,
  kind: NoticeKind<StageEvent, Concern>,
  project: Project,
  milestone: Milestone,
): Promise<void> =>
  notify(tx, kind, {
    stageId: milestone.id,
    stageTitle: milestone.title,
    projectId: project.id,
    projectSlug: project.slug,
    projectTitle: project.title,
    organizationId: project.organizationId,
  });
