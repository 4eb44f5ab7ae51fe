import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef } from 'react';
import { FOCUS_ITEM, focusItem, itemsIn, useKeptFocus } from '../lib/keep-focus';
import { KeyQueue } from '../lib/key-queue';
import { useShortcuts } from '../lib/shortcuts';

/** What the letters do to the item that one is at. */
export interface ItemKeys {
  a?: () => void;
  c?: () => void;
  r?: () => void;
  /** Ctrl and Enter. */
  send?: () => void;
}

interface DeskKeys {
  register: (id: string, keys: ItemKeys) => () => void;
  /** A decision about an item is being sent: keys wait until the item has left the desk, or has not. */
  sending: (id: string, sent: Promise<unknown>) => void;
}

const Keys = createContext<DeskKeys>({ register: () => () => undefined, sending: () => undefined });

/** How long a decided item may take to leave the page. */
const LEAVES_MS = 1_000;

/** A list that is worked from the keyboard: J and K move, the letters decide, and the focus goes on to the next item after each decision. */
export function Desk({ children }: { children: ReactNode }) {
  const root = useRef<HTMLDivElement>(null);
  const registered = useRef(new Map<string, ItemKeys>());
  const queue = useRef(new KeyQueue());
  const current = useRef<string | undefined>(undefined);
  useKeptFocus(root);

  const items = () => (root.current ? itemsIn(root.current) : []);
  /** The item that has the focus, else the one that had it last, else the first. */
  const at = (): HTMLElement | undefined => {
    const focused = document.activeElement?.closest<HTMLElement>(FOCUS_ITEM);
    if (focused && root.current?.contains(focused)) return focused;
    return items().find((item) => item.dataset['item'] === current.current) ?? items()[0];
  };
  const move = (step: 1 | -1) => () => {
    const all = items();
    const here = document.activeElement?.closest<HTMLElement>(FOCUS_ITEM);
    const place = here ? all.indexOf(here) : -1;
    focusItem(place === -1 ? at() : all[place + step]);
  };
  const decide = (key: keyof ItemKeys) => () => {
    const item = at();
    const id = item?.dataset['item'];
    if (!item || id === undefined) return;
    if (!item.contains(document.activeElement)) focusItem(item);
    registered.current.get(id)?.[key]?.();
  };
  const press = (run: () => void) => () => queue.current.press(run);
  useShortcuts({ j: press(move(1)), k: press(move(-1)), a: press(decide('a')), c: press(decide('c')), r: press(decide('r')) });

  const send = useRef(press(decide('send')));
  send.current = press(decide('send'));
  useEffect(() => {
    const desk = root.current;
    if (!desk) return undefined;
    const remember = (event: FocusEvent) => {
      current.current = (event.target as Element).closest<HTMLElement>(FOCUS_ITEM)?.dataset['item'] ?? current.current;
    };
    const listen = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || (!event.ctrlKey && !event.metaKey) || event.defaultPrevented) return;
      event.preventDefault();
      send.current();
    };
    desk.addEventListener('focusin', remember);
    desk.addEventListener('keydown', listen);
    return () => {
      desk.removeEventListener('focusin', remember);
      desk.removeEventListener('keydown', listen);
    };
  }, []);

  const keys = useMemo<DeskKeys>(
    () => ({
      register(id, own) {
        registered.current.set(id, own);
        return () => void registered.current.delete(id);
      },
      sending(id, sent) {
        queue.current.wait();
        void sent.then(async (done) => {
          if (done === undefined) return queue.current.drop();
          await left(() => !items().some((item) => item.dataset['item'] === id));
          return queue.current.goOn();
        });
      },
    }),
    [],
  );
  return (
    <Keys.Provider value={keys}>
      <div ref={root} tabIndex={-1} style={{ outline: 'none' }}>
        {children}
      </div>
    </Keys.Provider>
  );
}

/** Resolves when `gone` holds, looked at once a frame, or after a while anyway. */
async function left(gone: () => boolean): Promise<void> {
  for (const until = Date.now() + LEAVES_MS; !gone() && Date.now() < until; ) await new Promise((resolve) => requestAnimationFrame(resolve));
}

/** Tells the desk what its letters do to this item. */
export function useItemKeys(id: string, keys: ItemKeys): Pick<DeskKeys, 'sending'> {
  const { register, sending } = useContext(Keys);
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(
    () => register(id, { a: () => latest.current.a?.(), c: () => latest.current.c?.(), r: () => latest.current.r?.(), send: () => latest.current.send?.() }),
    [id, register],
  );
  return { sending };
}
