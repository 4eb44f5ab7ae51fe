// How the server's process is started, for whoever serves and whoever measures.

/** What follows `node`. */
export const SERVER_ARGS = [
  '--enable-source-maps',
  // A request leaves its garbage young. In V8's usual 16 MiB of new space a rush fills it a hundred times a second and much of what is
  // still waiting for its answer is carried on as if it were old; in 64 MiB most of it is gone before anybody looks.
  '--max-semi-space-size=64',
  'packages/server/dist/main.js',
];
