import { PlatformRole } from '../../context.js';
import { definePermission } from '../../permission.js';

export const seeQuestions = definePermission({
  name: 'questions.see',
  roles: [PlatformRole.REVIEWER, PlatformRole.AUDITOR],
  allows: 'see which questions about projects wait for an answer, and read hidden ones',
});

export const moderateQuestions = definePermission({
  name: 'questions.moderate',
  roles: [PlatformRole.REVIEWER],
  allows: 'hide questions about projects with a reason, and show them again',
});
