import type { Language } from './lib/money';
import { scriptJson } from './lib/handover';
import type { Face } from './lib/served';

/** The part of Vite's manifest that is read here: the files of each entry. */
export type Manifest = Readonly<
  Record<
    string,
    { file: string; css?: string[]; imports?: string[]; dynamicImports?: string[]; isEntry?: boolean } | undefined
  >
>;

export interface PageFiles {
  scripts: string[];
  styles: string[];
}

/** Returns the files that the named parts need, beyond those that the shell names already. */
export function preloadsOf(manifest: Manifest, names: readonly string[]): PageFiles {
  const known = new Set<string>();
  const collect = (name: string, into?: PageFiles): void => {
    const part = manifest[name];
    if (part === undefined || known.has(name)) return;
    known.add(name);
    for (const one of part.imports ?? []) collect(one, into);
    into?.scripts.push(part.file);
    into?.styles.push(...(part.css ?? []));
  };
  for (const [name, part] of Object.entries(manifest)) if (part?.isEntry === true) collect(name);
  const files: PageFiles = { scripts: [], styles: [] };
  for (const name of names) collect(name, files);
  // The server draws later parts with the page, so their styles come with it, and their scripts afterwards.
  for (const name of names)
    for (const later of manifest[name]?.dynamicImports ?? []) collect(later, { scripts: [], styles: files.styles });
  return files;
}

const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Addresses in facts begin with the host: machines read them away from the page. */
const withHost = (value: unknown, origin: string): unknown => {
  if (typeof value === 'string') return /^\/(?!\/)/.test(value) ? origin + value : value;
  if (Array.isArray(value)) return value.map((one) => withHost(one, origin));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withHost(inner, origin)]));
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => SIGNS[sign]!);

/** What a card in a chat shows of the description. */
const CARD_CHARACTERS = 200;

/** The elements of a page's head: title, description, address, card and facts, and the files that the page needs. */
export function headOf({
  face,
  files,
  language,
  url,
  origin,
}: {
  face: Face;
  files: PageFiles;
  language: Language;
  url: string;
  origin: string;
}): string {
  const description = (face.description ?? '').replace(/\s+/g, ' ').trim().slice(0, CARD_CHARACTERS);
  const image = face.image && origin + face.image;
  const isFound = (face.status ?? 200) < 400;
  const canonical = isFound ? origin + (face.canonical ?? new URL(url).pathname) : undefined;
  const meta = (kind: 'name' | 'property', name: string, content: string | undefined): string[] =>
    content ? [`<meta ${kind}="${name}" content="${escaped(content)}" />`] : [];
  const square = image?.replace(/\.png(?=$|\?)/, '.square.png');
  const size = (width: string, height: string): string[] =>
    image ? [...meta('property', 'og:image:width', width), ...meta('property', 'og:image:height', height)] : [];
  return [
    `<title>${escaped(face.title ?? '')}</title>`,
    ...meta('name', 'description', description),
    ...(canonical ? [`<link rel="canonical" href="${escaped(canonical)}" />`] : []),
    ...meta('name', 'robots', face.hidden || !isFound ? 'noindex' : undefined),
    ...meta('property', 'og:type', face.article ? 'article' : 'website'),
    ...meta('property', 'og:site_name', language === 'en' ? 'Hongchuang' : '红创'),
    ...meta('property', 'og:locale', language === 'en' ? 'en_GB' : 'zh_CN'),
    ...meta('property', 'og:title', face.card ?? face.title),
    ...meta('property', 'og:description', description),
    ...meta('property', 'og:url', canonical),
    ...meta('property', 'og:image', image),
    ...size('1200', '630'),
    // WeChat and QQ show a square. QQ reads it where it stands as a fact of the page.
    ...meta('property', 'og:image', square),
    ...size('600', '600'),
    ...(square ? [`<meta itemprop="image" content="${escaped(square)}" />`] : []),
    ...meta('property', 'og:image:alt', image && (face.imageAlt ?? face.card ?? face.title)),
    ...meta('name', 'twitter:card', image ? 'summary_large_image' : 'summary'),
    ...files.styles.map((file) => `<link rel="stylesheet" crossorigin href="/${file}" />`),
    ...files.scripts.map((file) => `<link rel="modulepreload" crossorigin href="/${file}" />`),
    ...(face.facts
      ? [
          `<script type="application/ld+json">${scriptJson({ '@context': 'https://schema.org', ...(withHost(face.facts, origin) as object) })}</script>`,
        ]
      : []),
  ].join('\n    ');
}
