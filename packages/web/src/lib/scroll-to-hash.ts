import { useEffect } from 'react';
import { useLocation } from 'react-router';

/** Scrolls to the element with this id when the address names it, because some parts of a page come after the page. */
export function useScrollToHash(id: string): void {
  const { hash } = useLocation();
  useEffect(() => {
    if (hash === `#${id}`) document.getElementById(id)?.scrollIntoView();
  }, [hash, id]);
}
