// Progress lines in one style for every script, so that the important line stands out.
const plain = !process.stdout.isTTY || process.env.NO_COLOR;
const paint = (code) => (text) => (plain ? text : `\u001b[${code}m${text}\u001b[0m`);

export const red = paint('31');
export const green = paint('32');
export const yellow = paint('33');
export const cyan = paint('36');

export const say = (text) => console.log(`${cyan('›')} ${text}`);
export const done = (text) => console.log(`${green('✓')} ${text}`);
export const warn = (text) => console.log(`${yellow('!')} ${text}`);
export const fail = (text) => console.error(`${red('✗')} ${text}`);

export const seconds = (sinceMs) => `${((Date.now() - sinceMs) / 1000).toFixed(1)} s`;
