import { Brackets, type ObjectLiteral, type SelectQueryBuilder } from 'typeorm';
import { sqlDaysBefore } from '../../db/columns.js';
import { rowsByKey } from '../../db/keyed-rows.js';
import { searchPatterns } from '../../lib/search-text.js';
import { defineQueue } from '../queues/index.js';
import { Objection, Project } from './project.entity.js';
import { ProjectStatus } from './project.enums.js';
import { projectLoader } from './projects.access.js';
import { reviewProjects, seeReviewDesk } from './projects.permissions.js';

/** Keeps only rows whose project (alias `project`) has every word in its own search text or in the name of its unit. */
export const findByProject = (query: SelectQueryBuilder<ObjectLiteral>, term: string): void =>
  searchPatterns(term).forEach((pattern, index) => {
    const word = { [`word${index}`]: pattern };
    query.andWhere(
      new Brackets((where) =>
        where
          .where(`project.searchText LIKE :word${index} ESCAPE '!'`, word)
          .orWhere(
            `project.organizationId IN (SELECT o.id FROM organizations o WHERE o.public_search_text LIKE :word${index} ESCAPE '!')`,
            word,
          ),
      ),
    );
  });

export const projectQueue = defineQueue<Project>({
  name: 'projects',
  label: 'queue.projects',
  path: '/review',
  see: seeReviewDesk,
  work: reviewProjects,
  rows: ({ db }) =>
    db.read
      .createQueryBuilder(Project, 'project')
      .where('project.status = :submitted', { submitted: ProjectStatus.SUBMITTED }),
  find: findByProject,
  unit: 'project.organizationId',
  id: 'project.id',
  cameAt: 'project.submittedAt',
  // An approval after this time leaves no time for the public notice before funding ends.
  deadline: ({ db, env }) => sqlDaysBefore(db.dialect, 'project.fundingEndsAt', env.publicNoticeDays),
  load: (context, ids) => projectLoader(context).loadMany(ids),
});

export const objectionQueue = defineQueue<Objection>({
  name: 'objections',
  label: 'queue.objections',
  path: '/review?tab=objections',
  see: seeReviewDesk,
  work: reviewProjects,
  rows: ({ db }) =>
    db.read
      .createQueryBuilder(Objection, 'objection')
      .innerJoin(Project, 'project', 'project.id = objection.projectId')
      .where('objection.answeredAt IS NULL'),
  find: findByProject,
  unit: 'project.organizationId',
  id: 'objection.id',
  cameAt: 'objection.raisedAt',
  load: ({ db }, ids) => rowsByKey(db.read, Objection, 'id', ids),
});
