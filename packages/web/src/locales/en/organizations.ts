export default {
  public: {
    given: 'Given in its name',
    creditCode: 'Unified social credit code',
    since: 'On the platform since',
    tree: 'Units above and below',
    parent: 'Belongs to:',
    openWorkspace: 'Open the workspace',
    projects: 'Projects ({{count}})',
    noProjects: 'No public project yet',
    noProjectsAdvice: 'It may take part as a sponsor. Have a look at other projects.',
    otherProjects: 'See other projects',
  },
};
