export default {
  title: 'For developers',
  face: 'The public GraphQL API of Hongchuang: first request, examples, error codes, limits, repeated requests, live figures and webhooks.',
  lead: 'These pages and your program use the same public API. Files are uploaded and downloaded at addresses of their own. Public data needs no account and no key.',
  begin: `## How to begin

- The address is \`/graphql\` on this server. Send \`POST\` with JSON: \`query\`, and \`variables\` if there are any.
- Amounts are whole fen (10000 is ¥100.00), times are UTC, and ids are UUIDs.
- Lists are pages: ask for \`first\` rows, then for \`after: endCursor\` while \`hasNextPage\` is true.
- \`accept-language\` chooses the language of messages: \`zh-CN\` or \`en\`.
- The API describes itself by introspection, so tools such as GraphiQL and code generators can read every type, field and argument with its description.
- The server sends no CORS headers, so pages of other websites cannot call it. Call it from your server, or embed the widget of a project.`,
  first: 'First request (SERVER is the address of this site)',
  examples: {
    title: 'Examples',
    lead: 'Replace the words in capitals that stand for values of yours, such as PROJECT_ID.',
    variables: 'variables',
    projects: { title: 'Projects that raise money', text: 'The public list, with the money of the moment.' },
    project: {
      title: 'A project with its stages',
      text: 'The slug is the last part of the address of its page. The version of the privacy notice and the smallest amount are needed for a gift.',
    },
    give: {
      title: 'A gift of a guest',
      text: 'The bank transfer must quote the remark code from the response. The guest must have read the privacy notice of this version.',
    },
    receipt: {
      title: 'Check a receipt',
      text: 'Whoever holds the number can check it. The response is null when there is no such receipt.',
    },
    progress: {
      title: 'Live progress',
      text: 'Subscriptions go over WebSocket to the same address, with the protocol graphql-transport-ws (library graphql-ws). The present state comes at once, then every change within a second.',
    },
  },
  errors: {
    title: 'Refusals',
    lead: 'A refused request has errors. Compare extensions.code, which stays the same; the message is for people. extensions.field names the input that is meant.',
    codes: {
      BAD_USER_INPUT: 'A value is malformed or out of range, or the query is not valid.',
      UNAUTHENTICATED: 'Sign in first, or the credentials are wrong.',
      FORBIDDEN: 'Signed in, but not allowed.',
      NOT_FOUND: 'It does not exist, or you may not see it.',
      INVALID_STATE: 'The right request at the wrong time: the state does not allow it.',
      CONFLICT: 'Already taken, or the idempotency key was used with other content.',
      LIMIT_EXCEEDED: 'Too much or too often. Where extensions.retryAfterSeconds is given, wait that long.',
      UNAVAILABLE: 'The server cannot respond now. Send the same request with the same key again.',
    },
  },
  rules: `## Repeated requests

Many mutations that record something take an \`idempotencyKey\`. Choose a new key for each thing that you want to record, and keep it until you have a response. When a response is lost, send the same request with the same key again: it is recorded once, and you get what was recorded. The description of each input says whether it has such a key. The same key with other content is refused with \`CONFLICT\`.

## Limits

- A page has at most {{page}} rows.
- A query has at most {{characters}} characters and {{depth}} levels of fields. Send long texts as variables.
- A query may not ask for too much data at once. Ask for shorter pages or fewer fields.
- Some acts are limited by network or account, for example searches and sign-ups. The refusal says when to try again, and so does the header \`Retry-After\`.

## Signing in

\`signIn\` sets a session cookie that scripts cannot read; HTTP and WebSocket both accept it. Keep the cookies of every response. Acts with money, roles and people's data may ask for a fresh proof of the person.

## Webhooks

An owner of a unit registers an https address on the page of the unit in the workspace. The server then sends public facts of the unit's projects, signed after the Standard Webhooks specification 1.0: a step of a project, gifts that arrived, a stage that was verified or paid. A message can come twice, so sort repetitions out by \`webhook-id\`. Reply with a status from 200 to 299 within 15 seconds; other messages are sent again.`,
};
