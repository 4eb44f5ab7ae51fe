import { type ComponentType, lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { holdServed } from './served';

const parts = new Set<() => Promise<void>>();

/** Loads all parts before the server draws, because it draws a page in one go. */
export async function loadLaterParts(): Promise<void> {
  await Promise.all([...parts].map((load) => load()));
}

/**
 * A part of a page below its first screen, whose code the browser loads after that of the first screen. The server draws
 * it like everything else, so it can be read at once; when its code is there, the browser takes it over without a jump.
 */
export function later<P extends object>(
  load: () => Promise<{ default: ComponentType<P> }>,
): ComponentType<P & { fallback?: ReactNode }> {
  let Ready: ComponentType<P> | undefined;
  const Loaded = lazy(load);
  parts.add(async () => {
    Ready ??= (await load()).default;
  });
  return function Later({ fallback = null, ...props }) {
    const [release] = useState(holdServed);
    // People may leave the page before the part is there.
    useEffect(() => release, [release]);
    const Part: ComponentType<P> = Ready ?? Loaded;
    return (
      <Suspense fallback={fallback}>
        <Part {...(props as unknown as P)} />
        <TakenOver release={release} />
      </Suspense>
    );
  };
}

/** Says that the part before it has been taken over. */
function TakenOver({ release }: { release: () => void }) {
  useEffect(() => release(), [release]);
  return null;
}
