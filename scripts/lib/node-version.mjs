// Every script imports this file first. It uses old syntax only, so that its message appears on any Node that can load
// a module.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Hongchuang needs Node.js 20.19 or newer (20, 22 and 24 are supported); this is ${process.versions.node}.`,
  );
  console.error('Install a newer one from your package manager or nodejs.org and run the command again.');
  process.exit(1);
}
