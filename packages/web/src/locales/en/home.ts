export default {
  tab: 'Hongchuang · Red venture philanthropy',
  headline: 'Good projects nearby, carried out together',
  lead: 'Party organisations and members publish, fund and witness public-service projects. Everybody can see who does the work, where the money is and what has changed.',
  choose: 'Choose a project',
  publish: 'Publish a project',
  figures: {
    raised: 'Received across the city',
    gifts: 'Gifts received',
    projects: 'Public projects',
    people: 'People served',
    organizations: 'Organisations',
  },
  needed: 'Needed most right now',
  allProjects: 'See all projects',
  noneRaising: 'No project is raising money at present',
  noneRaisingAdvice: 'Those on public notice will start soon.',
  newest: 'Newest gifts',
  noGifts: 'No gift has arrived yet',
  noGiftsAdvice: 'The first one will appear here as it arrives.',
  how: 'How a project comes about',
  steps: {
    publish: {
      title: 'Publish',
      text: 'A verified organisation says what it will do, in which stages, at what cost, and what will change.',
    },
    review: {
      title: 'Review and notice',
      text: 'An approved project is open to objections, and each one is answered in public.',
    },
    fund: {
      title: 'Give',
      text: "Units and people give; the money goes into the project's own fund, and each gift gets a receipt.",
    },
    verify: {
      title: 'Verify and release',
      text: 'A stage is paid only after it was verified; results are published once confirmed.',
    },
  },
  books: {
    title: 'Open books',
    text: 'Every figure on these pages comes from one double-entry ledger. See every movement and check the totals yourself, or check any receipt by its number.',
    all: 'See and check the books',
    impact: 'See the impact',
    receipt: 'Check a receipt',
  },
};
