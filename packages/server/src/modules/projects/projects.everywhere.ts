import type { RequestContext } from '../../context.js';
import { scopeOf, unitCondition } from '../../permission.js';
import { ownUnitIds } from '../organizations/index.js';
import { Audience, defineIndexedKind, EVERYBODYS, type Scope, SearchKind } from '../search/index.js';
import { CATEGORIES, REGIONS } from './places.js';
import { Project } from './project.entity.js';
import { ProjectStatus } from './project.enums.js';
import { findListedProjects } from './projects.access.js';
import { seeSubmitted } from './projects.permissions.js';

/** Which of two equally fitting projects comes first: the one that needs money now. */
const STANDING: Readonly<Record<ProjectStatus, number>> = {
  FUNDRAISING: 6,
  PUBLIC_NOTICE: 5,
  EXECUTING: 4,
  FUNDED: 4,
  COMPLETED: 3,
  SUBMITTED: 2,
  CHANGES_REQUESTED: 1,
  DRAFT: 1,
  CANCELLED: 0,
  REJECTED: 0,
};

/** All names of the town and of the kind of service, in both languages. */
function namesOf({ region, category }: Pick<Project, 'region' | 'category'>): string[] {
  const place = REGIONS.find(({ name }) => name === region);
  const kind = CATEGORIES.find(({ name }) => name === category);
  return [
    ...(place === undefined ? [region] : [place.fullName, ...(place.fullName.includes(region) ? [] : [region])]),
    ...(place === undefined ? [] : [place.englishName]),
    category,
    ...(kind === undefined ? [] : [kind.englishName]),
  ];
}

function audienceOf({ isPublic, submittedAt, status }: Project): Audience {
  if (isPublic) return Audience.EVERYBODY;
  return submittedAt !== null && status !== ProjectStatus.DRAFT ? Audience.REVIEWERS : Audience.UNIT;
}

/** Projects are found by the rules of `canSee`. */
export const projectSearch = defineIndexedKind<Project>({
  name: SearchKind.PROJECTS,
  entity: Project,
  factsOf: (project) => ({
    id: project.id,
    unitId: project.organizationId,
    audience: audienceOf(project),
    standing: STANDING[project.status],
    texts: { title: project.title, names: namesOf(project), text: project.summary },
  }),
  async scopeOf(context): Promise<Scope> {
    const { viewer } = context;
    if (viewer === null) return EVERYBODYS;
    const reviewed = scopeOf(viewer, seeSubmitted);
    return {
      everywhere: reviewed === 'CITY' ? Audience.REVIEWERS : Audience.EVERYBODY,
      ownUnits: await ownUnitIds(context),
      reviewedUnits: reviewed === 'CITY' || reviewed.length === 0 ? new Set() : await unitsWithin(context, reviewed),
    };
  },
  show: async (context, ids) =>
    (await findListedProjects(context, ids)).map((project) =>
      project === null ? null : { title: project.title, text: project.summary, path: `/projects/${project.slug}` },
    ),
});

async function unitsWithin({ db }: RequestContext, roots: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await db.read.query<{ id: string }[]>(
    `SELECT unit.id AS id FROM organizations unit WHERE ${unitCondition(roots, 'unit.id')}`,
  );
  return new Set(rows.map(({ id }) => id));
}
