import { lazy, Suspense, useContext, useId, useState } from 'react';
import { MarkdownContext } from '../lib/served';
import { SkeletonText } from './states';

const Drawn = lazy(() => import('./markdown'));

/**
 * Text that people wrote, on a page that the server may have drawn. The browser keeps the server's drawing as it is,
 * because the program that draws Markdown is larger than most pages. It loads when the text changes, and on pages that
 * the browser draws itself.
 */
export function Markdown({ children }: { children: string }) {
  const id = useId();
  const drawHere = useContext(MarkdownContext);
  const [kept] = useState(() => {
    const html = typeof document === 'undefined' ? undefined : document.getElementById(id)?.innerHTML;
    return html === undefined ? undefined : { html, of: children };
  });
  if (drawHere !== undefined) return <div id={id}>{drawHere(children)}</div>;
  if (kept?.of === children) {
    return (
      <div
        id={id}
        suppressHydrationWarning
        // oxlint-disable-next-line react/no-danger -- the server drew it from the same text by `ui/markdown.tsx`, which lets no HTML of people through
        dangerouslySetInnerHTML={{ __html: kept.html }}
      />
    );
  }
  return (
    <Suspense fallback={<SkeletonText lines={4} />}>
      <Drawn>{children}</Drawn>
    </Suspense>
  );
}
