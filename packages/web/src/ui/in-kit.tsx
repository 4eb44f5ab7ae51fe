import { type ComponentType, lazy, type ReactNode, Suspense } from 'react';
import { useDrawn } from '../lib/browser';
import { loadAllWords } from '../lib/i18n';

/**
 * A part of a reading page that needs the kit of forms: a form, a menu, a select. It loads when it is shown and never
 * before the page can be used. Until then its place holds `fallback`. The server draws the fallback as well.
 */
export function inKit<P extends object>(
  load: () => Promise<{ default: ComponentType<P> }>,
): ComponentType<P & { fallback?: ReactNode }> {
  const Loaded = lazy(async () => {
    const [{ Kit }, { default: Part }] = await Promise.all([import('./kit'), load(), loadAllWords()]);
    return {
      default: (props: P) => (
        <Kit>
          <Part {...props} />
        </Kit>
      ),
    };
  });
  return function InKit({ fallback = null, ...props }) {
    const drawn = useDrawn();
    return drawn ? (
      <Suspense fallback={fallback}>
        <Loaded {...(props as unknown as P)} />
      </Suspense>
    ) : (
      fallback
    );
  };
}
