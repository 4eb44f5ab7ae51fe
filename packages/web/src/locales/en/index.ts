// Every file beside this one is a namespace named after the file.
const files = import.meta.glob<Record<string, unknown>>(['./*.ts', '!./index.ts'], { eager: true, import: 'default' });

export default Object.fromEntries(Object.entries(files).map(([path, strings]) => [path.slice(2, -3), strings]));
