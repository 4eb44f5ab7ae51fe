import type { Services } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { translate } from '../../messages/index.js';
import { defineNoticeKind, NoticeTopic, notify } from '../notices/index.js';
import { type Project, supportersOf } from '../projects/index.js';
import { type ProjectUpdate, UpdateKind } from './update.entities.js';

interface UpdateEvent {
  readonly updateId: string;
  readonly title: string;
  readonly projectId: string;
  readonly projectSlug: string;
  readonly projectTitle: string;
  readonly milestoneId: string | null;
}

/** Why a person is told: as a donor, or as a follower. Who is both is told once, as a donor. */
type Reader = { readonly donor: boolean };
/** The newest gift of a donor, on whose page the thanks stand. A guest has no such page. */
type Thanked = { readonly pledgeId: string; readonly guest?: true };

const isGone = async ({ db }: Services, { updateId }: UpdateEvent): Promise<boolean> => {
  const rows = await db.read.query<unknown[]>(
    'SELECT 1 FROM project_updates WHERE id = ? AND taken_down_at IS NULL LIMIT 1',
    [updateId],
  );
  return rows.length === 0;
};

/**
 * Returns those who gave to a project, or whose gifts paid one of its stages: people by their ids with their newest such
 * gift, guests who left a mail address by the ids of their gifts.
 */
async function thankedBy(
  { db }: Services,
  { projectId, milestoneId }: Pick<UpdateEvent, 'projectId' | 'milestoneId'>,
): Promise<Map<string, Thanked>> {
  const used = milestoneId === null ? '' : 'JOIN gift_uses u ON u.pledge_id = p.id AND u.milestone_id = ?';
  const rows = await db.read.query<{ recipient: string; pledge_id: string; guests: string | number }[]>(
    `SELECT COALESCE(p.user_id, p.id) AS recipient, MAX(p.id) AS pledge_id, MAX(p.guest_mail) AS guests FROM pledges p ${used}
     WHERE p.project_id = ? AND p.status = 'PAID' AND (p.user_id IS NOT NULL OR p.guest_mail = 1) GROUP BY COALESCE(p.user_id, p.id)`,
    [...(milestoneId === null ? [] : [milestoneId]), projectId],
  );
  return new Map(
    rows.map(({ recipient, pledge_id, guests }) => [
      recipient,
      { pledgeId: pledge_id, ...(Number(guests) === 1 && { guest: true }) },
    ]),
  );
}

export const newsPublished = defineNoticeKind<UpdateEvent, Reader>({
  name: 'PROJECT_NEWS',
  label: 'update.notice.news.label',
  topics: [NoticeTopic.SUPPORTED],
  async recipients(services, event) {
    if (await isGone(services, event)) return new Map();
    const supporters = await supportersOf(services, event.projectId);
    return new Map([...supporters].map(([id, as]): [string, Reader] => [id, { donor: as === 'supporter' }]));
  },
  words(language, { updateId, title, projectSlug, projectTitle }, { donor }) {
    const params = { project: projectTitle, title };
    return {
      title: translate(language, 'update.notice.news.title', params),
      text: translate(language, donor ? 'update.notice.news.donor' : 'update.notice.news.follower', params),
      path: `/projects/${projectSlug}#update-${updateId}`,
    };
  },
});

export const thanksPublished = defineNoticeKind<UpdateEvent, Thanked>({
  name: 'PROJECT_THANKS',
  label: 'update.notice.thanks.label',
  topics: [NoticeTopic.SUPPORTED],
  async recipients(services, event) {
    return (await isGone(services, event)) ? new Map() : thankedBy(services, event);
  },
  words(language, { updateId, title, projectSlug, projectTitle }, { pledgeId, guest }) {
    const params = { project: projectTitle, title };
    return {
      title: translate(language, 'update.notice.thanks.title', params),
      text: translate(language, 'update.notice.thanks.text', params),
      path: guest ? `/projects/${projectSlug}#update-${updateId}` : `/pledges/${pledgeId}`,
    };
  },
});

/** Records, in the transaction of the publication, that the readers of an update are to be told. */
export const noteUpdate = (tx: Tx, project: Project, update: ProjectUpdate): Promise<void> => {
  const event = {
    updateId: update.id,
    title: update.title,
    projectId: project.id,
    projectSlug: project.slug,
    projectTitle: project.title,
    milestoneId: update.milestoneId,
  };
  return update.kind === UpdateKind.NEWS ? notify(tx, newsPublished, event) : notify(tx, thanksPublished, event);
};
