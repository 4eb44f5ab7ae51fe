import { defineLoader, onePerServer, type Services } from '../../context.js';
import { newReadableCode } from '../../lib/ids.js';
import { Project } from '../projects/index.js';
import { ShortLink, ShortLinkVisits } from './short-link.entities.js';

/** Long enough that codes cannot be listed by trying, and short enough to be typed from a poster. */
const CODE_LENGTH = 7;
export const SHORT_CODE = /^[0-9A-Z]{7}$/;
const PER_RUN = 200;

/** The short links of projects, by the ids of the projects; null before the job has made one. */
export const shortLinkLoader = defineLoader<string, ShortLink | null>(async ({ db }, projectIds) => {
  const found = await db.read
    .createQueryBuilder(ShortLink, 'link')
    .where('link.projectId IN (:...projectIds)', { projectIds })
    .getMany();
  const byProject = new Map(found.map((link) => [link.projectId, link]));
  return projectIds.map((id) => byProject.get(id) ?? null);
});

/** How often short links were opened, by the codes of the links. */
export const visitsLoader = defineLoader<string, readonly ShortLinkVisits[]>(async ({ db }, codes) => {
  const found = await db.read
    .createQueryBuilder(ShortLinkVisits, 'visits')
    .where('visits.code IN (:...codes)', { codes })
    .getMany();
  return codes.map((code) => found.filter((one) => one.code === code));
});

/** Gives every public project that has none its short link. */
export async function makeShortLinks(services: Services): Promise<void> {
  const without = await services.db.read
    .createQueryBuilder(Project, 'project')
    .select('project.id')
    .leftJoin(ShortLink, 'link', 'link.projectId = project.id')
    .where('project.isPublic = :isPublic AND link.code IS NULL', { isPublic: true })
    .limit(PER_RUN)
    .getMany();
  if (without.length === 0) return;
  await services.db.transact(async (tx) => {
    await tx.manager.insert(
      ShortLink,
      without.map(({ id }) => ({ code: newReadableCode(CODE_LENGTH), projectId: id, createdAt: tx.now })),
    );
  });
}

/** Returns the short link of a code, or null. */
export const findShortLink = (services: Services, code: string): Promise<ShortLink | null> =>
  services.db.read.findOneBy(ShortLink, { code });

/** Returns the short link of a project; null for a project that never was public. */
export const findLinkOfProject = (services: Services, projectId: string): Promise<ShortLink | null> =>
  services.db.read.findOneBy(ShortLink, { projectId });

const PROJECT_PAGE = /^\/projects\/([a-z0-9-]{1,80})(?:\/books)?$/;

/** Whether this is the page of a project that was public once and no longer is. */
export async function isGoneProject(services: Services, path: string): Promise<boolean> {
  const slug = PROJECT_PAGE.exec(path)?.[1];
  if (slug === undefined) return false;
  const project = await services.db.read.findOneBy(Project, { slug, isPublic: false });
  return project !== null && (await findLinkOfProject(services, project.id)) !== null;
}

/**
 * Counts openings in memory, because a link in a large chat is opened thousands of times in a minute. A job writes the
 * counts; a process that is killed loses those of the last seconds.
 */
export class VisitCounts {
  private counts = new Map<string, number>();

  add(code: string, source: string): void {
    const key = `${code} ${source}`;
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
  }

  async write({ db }: Pick<Services, 'db'>): Promise<void> {
    const counts = this.counts;
    if (counts.size === 0) return;
    this.counts = new Map();
    try {
      await db.transact(async (tx) => {
        // In one order, so that two nodes never wait for each other.
        for (const [key, count] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1))) {
          const [code = '', source = ''] = key.split(' ');
          const { affected } = await tx.manager.increment(ShortLinkVisits, { code, source }, 'visits', count);
          if (affected === 0) await tx.manager.insert(ShortLinkVisits, { code, source, visits: count });
        }
      });
    } catch (error) {
      for (const [key, count] of counts) this.counts.set(key, (this.counts.get(key) ?? 0) + count);
      throw error;
    }
  }
}

/** The counts of this node. */
export const visitCounts = onePerServer(() => new VisitCounts());
