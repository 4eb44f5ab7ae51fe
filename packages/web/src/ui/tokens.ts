/**
 * All colours are defined here. tokens.css gets them as custom properties, Ant Design as its theme (ant-theme.ts), and
 * charts as their palette. tokens.test.ts checks the contrast of every pair of text and background.
 */
export interface Palette {
  ink: string; // text
  slate: string; // secondary text
  paper: string; // page and cards
  mist: string; // quiet surfaces
  line: string; // hairlines
  control: string; // borders of inputs: 3:1 against paper
  cinnabar: string; // the one primary action, live progress
  onCinnabar: string; // text on it
  cinnabarText: string; // red words and icons on paper
  pine: string; // verified, paid
  onPine: string;
  pineText: string;
  pineWash: string; // quiet surface behind pineText
  amber: string; // waiting
  amberText: string;
  amberWash: string;
  cinnabarWash: string;
  slateWash: string;
}

export const light: Palette = {
  ink: '#1f2328',
  slate: '#5b6670',
  paper: '#ffffff',
  mist: '#f6f7f8',
  line: '#e3e6e8',
  control: '#87919a',
  cinnabar: '#c8321e',
  onCinnabar: '#ffffff',
  cinnabarText: '#b92c1a',
  pine: '#2f6b4f',
  onPine: '#ffffff',
  pineText: '#2f6b4f',
  pineWash: '#edf4f0',
  amber: '#b4690e',
  amberText: '#8f530b',
  amberWash: '#fbf3e6',
  cinnabarWash: '#fbeeec',
  slateWash: '#eff1f2',
};

export const dark: Palette = {
  ink: '#e8eaed',
  slate: '#a3adb6',
  paper: '#15181c',
  mist: '#1d2126',
  line: '#30363d',
  control: '#717b85',
  cinnabar: '#cc3d28',
  onCinnabar: '#ffffff',
  cinnabarText: '#ff8f7a',
  pine: '#3d8a66',
  onPine: '#ffffff',
  pineText: '#7cc7a2',
  pineWash: '#1b2a23',
  amber: '#d18a2e',
  amberText: '#e7ae5f',
  amberWash: '#2d2518',
  cinnabarWash: '#321e1b',
  slateWash: '#262b31',
};

/**
 * Six chart colours, beginning with cinnabar and pine. They can be told apart with any colour vision and in grey on
 * paper.
 */
export const chartColours = {
  light: ['#c8321e', '#2f6b4f', '#d99a2b', '#3b6fa0', '#8a5a83', '#7b8790'],
  dark: ['#e0604c', '#5fae88', '#e0b055', '#6d9fce', '#b98ab2', '#98a3ac'],
} as const;

export const fontFamily =
  '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", system-ui, -apple-system, "Segoe UI", sans-serif';

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const properties = (palette: Palette) =>
  Object.entries(palette)
    .map(([name, value]) => `--${kebab(name)}:${value};`)
    .join('');

/**
 * The colours follow the system unless the root element names a theme. So they are right before any script runs. The
 * build puts them into the head of the shell.
 */
export function tokensCss(): string {
  const inDark = `color-scheme:dark;${properties(dark)}`;
  return [
    `:root{color-scheme:light;${properties(light)}--font:${fontFamily};}`,
    // Paper is white, whatever the screen is.
    `@media screen and (prefers-color-scheme:dark){:root:not([data-theme=light]){${inDark}}}`,
    `@media screen{:root[data-theme=dark]{${inDark}}}`,
  ].join('');
}

export function palettes(theme: 'light' | 'dark'): Palette {
  return theme === 'dark' ? dark : light;
}
