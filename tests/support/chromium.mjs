// How every script and test starts Chromium.
export const chromiumArguments = [
  // Containers and CI run as root, where Chromium's own sandbox refuses to start; it only ever opens our own pages here.
  '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run',
  // Without these it asks Google for updates and components at every start, which a closed network answers with a wait.
  '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync',
  // Text at the same place on every machine.
  '--font-render-hinting=none',
];
