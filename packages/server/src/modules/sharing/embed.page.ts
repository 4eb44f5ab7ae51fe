import { translate, type Language } from '../../messages/index.js';
import type { ProjectFacts } from './project-facts.js';

export const EMBED_THEMES = ['light', 'dark', 'system'] as const;
export type EmbedTheme = (typeof EMBED_THEMES)[number];

/** What a widget shows and its script asks for again. */
export interface EmbedState {
  readonly figure: string;
  readonly about: string;
  readonly standing: string;
  /** Whole per cent of the goal, at most 100. */
  readonly percent: number;
}

export const embedState = ({ words, share }: ProjectFacts): EmbedState => ({
  figure: words.figure,
  about: words.about,
  standing: words.standing,
  percent: Math.floor(Math.min(1, Math.max(0, share)) * 100),
});

const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => SIGNS[sign]!);

const page = (language: Language, theme: EmbedTheme, title: string, body: string): string =>
  `<!doctype html>
<html lang="${language}"${theme === 'system' ? '' : ` data-theme="${theme}"`}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escaped(title)}</title>
<link rel="stylesheet" href="/embed/widget.css">
</head>
<body>${body}</body>
</html>
`;

/** The widget of a project: its figures, and the way to give. `live` is the address of its state. */
export function embedPage(facts: ProjectFacts, language: Language, theme: EmbedTheme, live: string): string {
  const { words, isOpen } = facts;
  const { figure, about, standing, percent } = embedState(facts);
  const link = escaped(facts.link('embed'));
  const action = translate(language, isOpen ? 'embed.give' : 'embed.see');
  return page(
    language,
    theme,
    words.title,
    `<main>
<h1><a href="${link}" target="_blank" rel="noopener">${escaped(words.title)}</a></h1>
<p class="by">${escaped(words.by)}</p>
<p class="figure" id="figure">${escaped(figure)}</p>
<svg class="bar" height="8" width="100%" role="img" aria-label="${escaped(translate(language, 'embed.progress'))}"><rect class="rest" width="100%" height="8" rx="4"/><rect class="done" id="bar" width="${percent}%" height="8" rx="4"/></svg>
<p class="about" id="about">${escaped(about)}</p>
<p class="standing" id="standing">${escaped(standing)}</p>
<a class="button" href="${link}" target="_blank" rel="noopener">${escaped(action)}<span class="hidden"> ${escaped(translate(language, 'embed.newWindow'))}</span></a>
<p class="site">${escaped(words.site)}</p>
</main>
<script src="/embed/widget.js" data-live="${escaped(live)}" defer></script>`,
  );
}

/** What stands in the place of a widget whose project nobody may see. */
export const embedGone = (language: Language, theme: EmbedTheme): string =>
  page(
    language,
    theme,
    translate(language, 'card.site'),
    `<main><p>${escaped(translate(language, 'embed.gone'))}</p></main>`,
  );

/** The style of the widget: the colours of the site, and no font to load. */
export const EMBED_STYLE = `:root{color-scheme:light dark;--ink:#1f2328;--paper:#fff;--slate:#5b6670;--line:#e3e6e8;--cinnabar:#c8321e;--pine:#2f6b4f}
@media(prefers-color-scheme:dark){:root:not([data-theme=light]){--ink:#e6e8ea;--paper:#16191c;--slate:#a5adb4;--line:#30363b;--cinnabar:#c8321e;--figure:#ff8f7c}}
:root[data-theme=light]{color-scheme:light}
:root[data-theme=dark]{color-scheme:dark;--ink:#e6e8ea;--paper:#16191c;--slate:#a5adb4;--line:#30363b;--figure:#ff8f7c}
*{box-sizing:border-box;margin:0}
body{background:var(--paper);color:var(--ink);font:16px/24px "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",system-ui,sans-serif}
main{border:1px solid var(--line);border-radius:8px;padding:16px;min-height:100vh;overflow-wrap:anywhere}
h1{font-size:18px;line-height:26px}
h1 a{color:inherit;text-decoration:none}
h1 a:hover,h1 a:focus-visible{text-decoration:underline}
.by,.about,.standing,.site{font-size:14px;line-height:22px;color:var(--slate)}
.about{color:var(--ink)}
.figure{font-size:30px;line-height:38px;font-weight:600;color:var(--figure,var(--cinnabar));margin-top:12px;font-variant-numeric:tabular-nums;white-space:nowrap}
.bar{display:block;margin:8px 0}
.rest{fill:var(--line)}
.done{fill:var(--cinnabar)}
.button{display:block;margin-top:12px;min-height:44px;padding:10px 16px;border-radius:8px;background:var(--cinnabar);color:#fff;text-align:center;text-decoration:none;font-weight:600}
.button:focus-visible,h1 a:focus-visible{outline:3px solid var(--pine);outline-offset:2px}
.site{margin-top:8px;text-align:right}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
`;

/**
 * The script of the widget. It asks for the figures every ten seconds while the page is looked at, and more seldom after
 * failures. Without it the widget shows the figures of the moment at which it was loaded.
 */
export const EMBED_SCRIPT = `(() => {
  const live = document.currentScript.dataset.live;
  const place = (id) => document.getElementById(id);
  let failures = 0;
  let timer;
  const plan = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, Math.min(300000, 10000 * 2 ** failures));
  };
  const ask = async () => {
    if (document.hidden) return;
    try {
      const response = await fetch(live, { credentials: 'omit' });
      if (response.status === 404 || response.status === 410) return;
      if (!response.ok) throw new Error(String(response.status));
      const { figure, about, standing, percent } = await response.json();
      place('figure').textContent = figure;
      place('about').textContent = about;
      place('standing').textContent = standing;
      place('bar').setAttribute('width', percent + '%');
      failures = 0;
    } catch {
      failures = Math.min(failures + 1, 5);
    }
    plan();
  };
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) ask();
  });
  plan();
})();
`;
