import type { Tx } from '../../db/database.js';
import { shanghaiDay } from '../../lib/days.js';
import { translate, type Language } from '../../messages/index.js';
import { defineNoticeKind, NoticeTopic, notify, type NoticeKind, type NoticeWords } from '../notices/index.js';
import { editorsOf } from '../organizations/index.js';
import type { Project } from '../projects/index.js';
import type { Question } from './question.entity.js';

/** No words of a question or an answer: the charity's mail carries no text of strangers. */
interface QuestionEvent {
  readonly questionId: string;
  readonly authorId: string;
  readonly dueOn: string;
  readonly organizationId: string;
  readonly projectSlug: string;
  readonly projectTitle: string;
}

type Own = Record<string, never>;

const words =
  (kind: 'asked' | 'answered' | 'corrected' | 'hidden') =>
  (language: Language, { questionId, projectSlug, projectTitle, dueOn }: QuestionEvent): NoticeWords => {
    const params = { project: projectTitle, dueOn };
    return {
      title: translate(language, `question.notice.${kind}.title`, params),
      text: translate(language, `question.notice.${kind}.text`, params),
      path: `/projects/${projectSlug}#question-${questionId}`,
    };
  };

const toAsker = async (_services: unknown, { authorId }: QuestionEvent): Promise<Map<string, Own>> =>
  new Map([[authorId, {}]]);

export const questionAskedNotice = defineNoticeKind<QuestionEvent, Own>({
  name: 'QUESTION_ASKED',
  label: 'question.notice.asked.label',
  topics: [NoticeTopic.PROJECTS],
  recipients: async (services, { organizationId }) =>
    new Map((await editorsOf(services, organizationId)).map((userId) => [userId, {}])),
  words: words('asked'),
});

export const questionAnsweredNotice = defineNoticeKind<QuestionEvent, Own>({
  name: 'QUESTION_ANSWERED',
  label: 'question.notice.answered.label',
  topics: [NoticeTopic.SUPPORTED],
  recipients: toAsker,
  words: words('answered'),
});

export const questionCorrectedNotice = defineNoticeKind<QuestionEvent, Own>({
  name: 'ANSWER_CORRECTED',
  label: 'question.notice.corrected.label',
  topics: [NoticeTopic.SUPPORTED],
  recipients: toAsker,
  words: words('corrected'),
});

export const questionHiddenNotice = defineNoticeKind<QuestionEvent, Own>({
  name: 'QUESTION_HIDDEN',
  label: 'question.notice.hidden.label',
  topics: [NoticeTopic.SUPPORTED],
  recipients: toAsker,
  words: words('hidden'),
});

/** Records, in the transaction of the fact, that people are to be told of a question. */
export const noteQuestion = (
  tx: Tx,
  kind: NoticeKind<QuestionEvent, Own>,
  project: Project,
  question: Question,
): Promise<void> =>
  notify(tx, kind, {
    questionId: question.id,
    authorId: question.authorId,
    dueOn: shanghaiDay(question.dueAt),
    organizationId: project.organizationId,
    projectSlug: project.slug,
    projectTitle: project.title,
  });
