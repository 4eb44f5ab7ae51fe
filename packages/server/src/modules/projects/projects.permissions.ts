import { PlatformRole } from '../../context.js';
import { definePermission } from '../../permission.js';

export const seeSubmitted = definePermission({
  name: 'projects.see',
  roles: [PlatformRole.REVIEWER, PlatformRole.ADMIN, PlatformRole.AUDITOR],
  within: 'UNITS',
  allows: 'see projects that were submitted and are not public',
});

export const seeReviewDesk = definePermission({
  name: 'reviews.see',
  roles: [PlatformRole.REVIEWER, PlatformRole.AUDITOR],
  within: 'UNITS',
  allows: 'see what waits for reviewers',
});

export const reviewProjects = definePermission({
  name: 'projects.review',
  roles: [PlatformRole.REVIEWER],
  within: 'UNITS',
  allows: 'decide on projects and objections, and stop projects, except those of the own unit',
});

export const watchProjects = definePermission({
  name: 'projectSteps.see',
  roles: [PlatformRole.REVIEWER, PlatformRole.TREASURER, PlatformRole.ADMIN, PlatformRole.AUDITOR],
  within: 'UNITS',
  allows: 'see at once that some project took a step of its life',
});
