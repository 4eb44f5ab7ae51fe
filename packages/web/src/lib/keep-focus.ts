import { type RefObject, useEffect, useRef } from 'react';

/** Marks what the focus may move to when something else leaves the page: a row, a card, the main pane. */
export const FOCUS_ITEM = '[data-item]';

export const itemsIn = (root: ParentNode): HTMLElement[] => [...root.querySelectorAll<HTMLElement>(FOCUS_ITEM)];

/** The item that the focus is in, or was in last. */
export function focusItem(item: HTMLElement | undefined): void {
  if (!item) return;
  item.focus({ preventScroll: true });
  item.scrollIntoView({ block: 'nearest' });
}

/** Puts the focus on a choice of an item's form, once it is drawn. */
export function focusChoice(id: string, value: string): void {
  document.querySelector<HTMLElement>(`[data-item="${CSS.escape(id)}"] input[value="${value}"]`)?.focus();
}

/**
 * Keeps the focus on the desk. When the element that has it leaves the page, with the row or card that it belongs to, the next item gets it; the one
 * before where none follows; `home` or the desk itself where none is left. Otherwise the browser gives it to the page, and the next key goes nowhere.
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
      const isBehind = (item: HTMLElement) => Boolean(element.compareDocumentPosition(item) & Node.DOCUMENT_POSITION_FOLLOWING);
      const others = items.filter((item) => item !== own);
      last = { element, following: [...(own ? [own] : []), ...others.filter(isBehind)], before: others.filter((item) => !isBehind(item)).reverse() };
    };
    const forget = (event: FocusEvent) => {
      // Somebody who clicks beside everything, or goes to the header, wants the focus there.
      if (last?.element.isConnected && event.relatedTarget !== null && !desk.contains(event.relatedTarget as Node)) last = undefined;
    };
    const observer = new MutationObserver(() => {
      if (!last || last.element.isConnected || document.activeElement !== document.body) return;
      const next = [...last.following, ...last.before].find((item) => item.isConnected) ?? itemsIn(desk)[0] ?? latest.current?.();
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
