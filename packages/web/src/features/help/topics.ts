/** The topics of the help, in the order in which they are offered. The words of each stand in `locales/help.ts`. */
export const HELP_TOPICS = ['donor', 'organization', 'sponsor', 'reviewer', 'treasurer', 'auditor'] as const;
export type HelpTopic = (typeof HELP_TOPICS)[number];
