import { registerEnumType } from 'type-graphql';

/** What notifications are about. People choose by topic how they are told. */
export enum NoticeTopic {
  GIFTS = 'GIFTS',
  SUPPORTED = 'SUPPORTED',
  PROJECTS = 'PROJECTS',
  UNITS = 'UNITS',
  WORK = 'WORK',
}

/** How a person is told of a topic. The page of notifications has every one of them in any case. */
export enum NoticeWay {
  AT_ONCE = 'AT_ONCE',
  DAILY = 'DAILY',
  WEEKLY = 'WEEKLY',
  INBOX = 'INBOX',
}

export enum NoticeLanguage {
  ZH_CN = 'ZH_CN',
  EN = 'EN',
}

registerEnumType(NoticeTopic, {
  name: 'NoticeTopic',
  description: 'What notifications are about.',
  valuesConfig: {
    GIFTS: { description: "The viewer's own gifts: payment, receipt, return." },
    SUPPORTED: { description: 'What becomes of projects that the viewer gave to, follows or asked about.' },
    PROJECTS: { description: "The projects of the viewer's units: review, funding, stages, reports." },
    UNITS: { description: "The viewer's units: verification, place in the tree." },
    WORK: { description: 'What waits for the viewer as a person with a platform role.' },
  },
});
registerEnumType(NoticeWay, {
  name: 'NoticeWay',
  description: 'How a person is told of a topic, besides the page of notifications.',
  valuesConfig: {
    AT_ONCE: { description: 'By mail, at once.' },
    DAILY: { description: 'By one mail a day, at 9:30 in Shanghai.' },
    WEEKLY: { description: 'By one mail a week, on Monday at 9:30 in Shanghai.' },
    INBOX: { description: 'Without mail.' },
  },
});
registerEnumType(NoticeLanguage, {
  name: 'NoticeLanguage',
  description: 'A language in which mail is written.',
  valuesConfig: { ZH_CN: { description: 'Chinese.' }, EN: { description: 'English.' } },
});
