import type { MessageKey } from './index.js';

/** What the server says to people, in English. */
export const en: Record<MessageKey, string> = {
  signInFirst: 'Please sign in first.',
  forbidden: 'You are not allowed to do this.',
  needsRole: 'This needs the platform role {{role}}.',
  notFound: 'It does not exist, or you may not see it.',
  unavailable: 'The service cannot answer right now. Nothing was recorded; please try again.',
  unexpected: 'Something unexpected went wrong and this was not completed. Please try again; if it persists, give the administrator reference {{reference}}.',
  malformedRequest: 'The request is malformed: {{detail}}',

  'text.required': 'Please fill this in.',
  'text.tooShort': 'At least {{min}} characters are needed.',
  'text.tooLong': 'At most {{max}} characters are allowed.',
  'text.controlCharacter': 'It has control characters that cannot be shown; please remove them.',
  'text.directionMark': 'It has marks that change the direction of text; please remove them.',
  'number.notWhole': 'Please give a whole number.',
  'number.outOfRange': 'Please give a number from {{min}} to {{max}}.',

  'page.tooLong': 'At most {{max}} rows can be asked for at once.',
  'page.badCursor': 'The place in the list is not valid; please start from the first page.',
  'body.tooLarge': 'The request is too large; at most {{max}} KB.',
  'query.depth': 'The query is nested too deeply; at most {{max}} levels.',
  'query.breadth': 'The query selects too many fields at once; at most {{max}}.',
  'query.aliases': 'The query has too many aliases; at most {{max}}.',
  'query.directives': 'The query has too many directives; at most {{max}}.',
  'query.cost': 'The query asks for too much data; ask for shorter pages or fewer fields.',
  'query.tokens': 'The query is too long; at most {{max}} tokens.',
  'query.subscriptions': 'One connection can hold at most {{max}} subscriptions.',
  'query.onlySubscriptions': 'This connection takes subscriptions only; send queries and mutations over HTTP.',

  'email.malformed': 'Please give a valid e-mail address.',
  'email.taken': 'This address already has an account; please sign in.',
  'password.length': 'The password needs {{min}} to {{max}} characters.',
  'password.wrong': 'The current password is not right.',
  'signIn.refused': 'The e-mail address or the password is not right.',
  'signIn.tooMany': 'Too many attempts; please try again in {{minutes}} minutes.',
  'roles.ownAdmin': 'You cannot give up your own administrator role.',
};
