export default {
  receipt: 'Receipt (PDF)',
  certificate: 'Certificate (PDF)',
  certificateFile: 'certificate',
  statements: {
    title: 'Annual statements',
    lead: 'Every gift of the year with its receipt, what it paid and what went back; the total equals the ledger.',
    year: '{{year}} (PDF)',
    file: 'donations',
    none: 'Once a gift has arrived, your annual statement is here.',
    noneOfUnit: 'Once a gift of the unit has arrived, its annual statement is here.',
  },
  sponsor: {
    unitTitle: 'Statements and certificates',
    title: 'Sponsor certificates',
    lead: 'One for each project that the unit supports, to print and hang.',
    gifts_one: '{{count}} gift,',
    gifts_other: '{{count}} gifts,',
    print: 'Certificate (PDF)',
  },
};
