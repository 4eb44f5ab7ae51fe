// The arguments of the server's process, after `node`: for production and for benchmarks.

const options = [
  '--enable-source-maps',
  // Most garbage of a request is young. V8's default new space of 16 MiB fills a hundred times a second in a rush, and
  // many objects of requests in progress are promoted as if they were old. With 64 MiB most of them are dead before the
  // collector runs.
  '--max-semi-space-size=64',
  // V8 moves the allocations of a place in the code to the old space when many of its objects survived once. One burst of
  // large queries makes it do so with the parser of graphql-js, and then every parsed query is garbage that only a full
  // collection frees: a query of 3,500 characters took four times the processor time (Node 20.20, `pnpm bench refusals`).
  '--no-allocation-site-pretenuring',
];

/** Starts the server alone. */
export const SERVER_ARGS = [...options, 'packages/server/dist/main.js'];

/** Starts the server with the demo, unless `DEMO` is off. */
export const DEMO_ARGS = [...options, 'packages/demo/dist/main.js'];
