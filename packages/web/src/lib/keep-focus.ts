import { type RefObject, useEffect, useRef } from 'react';

/** Marks the elements that can get the focus when another element leaves the page: a row, a card, the main pane. */
export const FOCUS_ITEM = '[data-item]';

export const itemsIn = (root: ParentNode): HTMLElement[] => [...root.querySelectorAll<HTMLElement>(FOCUS_ITEM)];

/** Moves the focus to an item and scrolls the item into view. */
export function focusItem(item: HTMLElement | undefined): void {
  if (!item) return;
  item.focus({ preventScroll: true });
  item.scrollIntoView({ block: 'nearest' });
}

/** Moves the focus to a choice in an item's form once the form is drawn. */
export function focusChoice(id: string, value: string): void {
  document.querySelector<HTMLElement>(`[data-item="${CSS.escape(id)}"] input[value="${value}"]`)?.focus();
}

/**
 * Keeps the focus on the desk. When the focused element leaves the page with its row or card, the focus moves to the
 * next item. Where none follows it moves to the previous one, and where none is left to `home` or the desk itself.
 * Otherwise the browser would move the focus to the page, and the next key would have no effect.
 */
export function useKeptFocus(root: RefObject<HTMLElement | null>, home?: () => HTMLElement | null | undefined): void {
  const latest = useRef(home);
  latest.current = home;
  useEffect(() => {
    const desk = root.current;
    if (!desk) return undefined;
    let last: { element: Element; following: HTMLElement[]; before: HTMLElement[] } | undefined;
    const remember = (event: FocusEvent) => {
      const element = event.target as Element;
      const items = itemsIn(desk);
      const own = element.closest<HTMLElement>(FOCUS_ITEM);
      const isBehind = (item: HTMLElement) =>
        Boolean(element.compareDocumentPosition(item) & Node.DOCUMENT_POSITION_FOLLOWING);
      const others = items.filter((item) => item !== own);
      last = {
        element,
        following: [...(own ? [own] : []), ...others.filter(isBehind)],
        before: others.filter((item) => !isBehind(item)).reverse(),
      };
    };
    const forget = (event: FocusEvent) => {
      // A person who clicks on empty space or on the header wants the focus there.
      if (last?.element.isConnected && event.relatedTarget !== null && !desk.contains(event.relatedTarget as Node))
        last = undefined;
    };
    const observer = new MutationObserver(() => {
      if (!last || last.element.isConnected || document.activeElement !== document.body) return;
      const next =
        [...last.following, ...last.before].find((item) => item.isConnected) ?? itemsIn(desk)[0] ?? latest.current?.();
      last = undefined;
      if (next) focusItem(next);
      else desk.focus({ preventScroll: true });
    });
    desk.addEventListener('focusin', remember);
    desk.addEventListener('focusout', forget);
    observer.observe(desk, { childList: true, subtree: true });
    return () => {
      observer.disconnect();
      desk.removeEventListener('focusin', remember);
      desk.removeEventListener('focusout', forget);
    };
  }, [root]);
}
