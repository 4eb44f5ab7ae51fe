// The options with which every script and test starts Chromium.
export const chromiumArguments = [
  // Containers and CI run as root, where Chromium's own sandbox refuses to start. The browser only opens our own pages
  // here.
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--no-first-run',
  // Without these options Chromium asks Google for updates and components at every start. In a closed network it then
  // waits for a timeout.
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Draws text at the same position on every machine.
  '--font-render-hinting=none',
];
