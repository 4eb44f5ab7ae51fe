import type { Services } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { formatFen } from '../../lib/money.js';
import { translate, type Language, type MessageKey } from '../../messages/index.js';
import { defineNoticeKind, NoticeTopic, notify, type NoticeKind, type NoticeWords } from '../notices/index.js';
import { editorsOf } from '../organizations/index.js';
import { projectSupporters, type Support } from './project-hooks.js';
import { ProjectCounters, type Objection, type Project } from './project.entity.js';
import type { Step } from './project.rules.js';

/** A project that a notification is about, with its texts at that time. */
interface ProjectEventData {
  readonly projectId: string;
  readonly slug: string;
  readonly title: string;
  readonly organizationId: string;
  readonly goalFen: number;
}

/** Why a person is told, and how much the project had raised then. */
interface Concern {
  readonly as: 'editor' | Support;
  readonly raisedFen: number;
}

type StepKind = NoticeKind<ProjectEventData, Concern>;

/** Returns everybody who is told of a project's news, with the reason. A follower who gave as well is a supporter. */
export async function supportersOf(services: Services, projectId: string): Promise<ReadonlyMap<string, Support>> {
  const found = new Map<string, Support>();
  for (const { as, find } of projectSupporters)
    for (const id of await find(services, projectId)) if (found.get(id) !== 'supporter') found.set(id, as);
  return found;
}

const topicOf = ({ as }: Concern): NoticeTopic => (as === 'editor' ? NoticeTopic.PROJECTS : NoticeTopic.SUPPORTED);

/** Defines a kind about a step in a project's life. `toSupporters` says whether donors and followers are told as well. */
const stepKind = (name: string, word: string, toSupporters: boolean): StepKind =>
  defineNoticeKind<ProjectEventData, Concern>({
    name,
    label: `project.notice.${word}.label` as MessageKey,
    topics: toSupporters ? [NoticeTopic.SUPPORTED, NoticeTopic.PROJECTS] : [NoticeTopic.PROJECTS],
    topicOf,
    async recipients(services, { projectId, organizationId }) {
      const { raisedFen } = await services.db.read.findOneByOrFail(ProjectCounters, { projectId });
      const told = new Map<string, Concern>();
      if (toSupporters) for (const [id, as] of await supportersOf(services, projectId)) told.set(id, { as, raisedFen });
      // An editor who gave as well is told what there is to do.
      for (const userId of await editorsOf(services, organizationId)) told.set(userId, { as: 'editor', raisedFen });
      return told;
    },
    words(language: Language, { projectId, slug, title, goalFen }, { as, raisedFen }): NoticeWords {
      const params = { project: title, goal: formatFen(goalFen), raised: formatFen(raisedFen) };
      const key = (part: 'title' | 'text') => `project.notice.${word}.${as}.${part}` as MessageKey;
      return {
        title: translate(language, key('title'), params),
        text: translate(language, key('text'), params),
        path: as === 'editor' ? `/workspace/projects/${projectId}/edit` : `/projects/${slug}`,
      };
    },
  });

const approved = stepKind('PROJECT_APPROVED', 'approved', false);
const sentBack = stepKind('PROJECT_SENT_BACK', 'sentBack', false);
const rejected = stepKind('PROJECT_REJECTED', 'rejected', false);
const opened = stepKind('FUNDING_OPENED', 'opened', true);
const goalReached = stepKind('GOAL_REACHED', 'goalReached', true);
const fundingClosed = stepKind('FUNDING_CLOSED', 'closed', true);
const ended = stepKind('PROJECT_ENDED', 'ended', true);
const completed = stepKind('PROJECT_COMPLETED', 'completed', true);

/** The notification of each step that somebody waits for. */
const KIND_OF_STEP: Readonly<Partial<Record<Step, StepKind>>> = {
  approve: approved,
  requestChanges: sentBack,
  upholdObjectionWithChanges: sentBack,
  reject: rejected,
  upholdObjectionWithRejection: rejected,
  openFunding: opened,
  reachGoal: goalReached,
  closeFunding: fundingClosed,
  closeBelowGoal: ended,
  closeWithoutGifts: ended,
  cancel: ended,
  stop: ended,
  complete: completed,
};

const dataOf = ({ id, slug, title, organizationId, goalFen }: Project): ProjectEventData => ({
  projectId: id,
  slug,
  title,
  organizationId,
  goalFen,
});

/** Records, in the transaction of the step, that people are to be told of it. A project that ends as a draft tells nobody. */
export async function noteStep(tx: Tx, project: Project, step: Step, wasPublic: boolean): Promise<void> {
  const kind = KIND_OF_STEP[step];
  if (kind === undefined || (kind === ended && !wasPublic)) return;
  await notify(tx, kind, dataOf(project));
}

/** An objection and its project. It holds no word of the objection, whose author stays unknown to the unit. */
interface ObjectionEvent extends ProjectEventData {
  readonly authorId: string;
}

const objectionWords =
  (word: 'raised' | 'answered') =>
  (language: Language, { projectId, slug, title }: ObjectionEvent): NoticeWords => ({
    title: translate(language, `objection.notice.${word}.title`, { project: title }),
    text: translate(language, `objection.notice.${word}.text`, { project: title }),
    path: word === 'raised' ? `/workspace/projects/${projectId}/edit` : `/projects/${slug}`,
  });

const objectionRaised = defineNoticeKind<ObjectionEvent, object>({
  name: 'OBJECTION_RAISED',
  label: 'objection.notice.raised.label',
  topics: [NoticeTopic.PROJECTS],
  recipients: async (services, { organizationId }) =>
    new Map((await editorsOf(services, organizationId)).map((userId) => [userId, {}])),
  words: objectionWords('raised'),
});

const objectionAnswered = defineNoticeKind<ObjectionEvent, object>({
  name: 'OBJECTION_ANSWERED',
  label: 'objection.notice.answered.label',
  topics: [NoticeTopic.SUPPORTED],
  recipients: (_, { authorId }) => Promise.resolve(new Map([[authorId, {}]])),
  words: objectionWords('answered'),
});

export const noteObjection = (
  tx: Tx,
  what: 'raised' | 'answered',
  project: Project,
  { authorId }: Pick<Objection, 'authorId'>,
): Promise<void> =>
  notify(tx, what === 'raised' ? objectionRaised : objectionAnswered, { ...dataOf(project), authorId });

export const projectNoticeKinds = [
  approved,
  sentBack,
  rejected,
  opened,
  goalReached,
  fundingClosed,
  ended,
  completed,
  objectionRaised,
  objectionAnswered,
];
