import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { FOCUS_ITEM, focusItem, itemsIn, useKeptFocus } from '../lib/keep-focus';
import { KeyQueue } from '../lib/key-queue';
import { useWorks } from '../lib/queue-view';
import { useShortcuts } from '../lib/shortcuts';
import { useClaim } from '../lib/use-claim';

/** The commands of the letter keys for the current item. */
export interface ItemKeys {
  a?: () => void;
  c?: () => void;
  r?: () => void;
  /** Ctrl+Enter. */
  send?: () => void;
}

interface DeskKeys {
  register: (id: string, keys: ItemKeys) => () => void;
  /**
   * Call this when a decision about an item is sent. Keys wait until the item has left the desk or the decision has
   * failed.
   */
  sending: (id: string, sent: Promise<unknown>) => void;
}

const Keys = createContext<DeskKeys>({ register: () => () => undefined, sending: () => undefined });

/** The longest time that a decided item may take to leave the page. */
const LEAVES_MS = 1_000;

/**
 * A list for work from the keyboard: J and K move, letters decide, and after each decision the focus moves to the next
 * item. In a queue, other people see the focused item as open.
 */
export function Desk({ queue: name, children }: { queue?: string; children: ReactNode }) {
  const root = useRef<HTMLDivElement>(null);
  const registered = useRef(new Map<string, ItemKeys>());
  const queue = useRef(new KeyQueue());
  const current = useRef<string | undefined>(undefined);
  const [open, setOpen] = useState<string>();
  useKeptFocus(root);
  const works = useWorks(name);
  useClaim(name, open);

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
  useShortcuts({
    j: press(move(1)),
    k: press(move(-1)),
    ...(works && { a: press(decide('a')), c: press(decide('c')), r: press(decide('r')) }),
  });

  const sendNow = works ? press(decide('send')) : () => undefined;
  const send = useRef(sendNow);
  send.current = sendNow;
  useEffect(() => {
    const desk = root.current;
    if (!desk) return undefined;
    const remember = (event: FocusEvent) => {
      current.current = (event.target as Element).closest<HTMLElement>(FOCUS_ITEM)?.dataset['item'] ?? current.current;
      setOpen(current.current);
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

/** Resolves when `gone` holds, which is checked in every frame, or after `LEAVES_MS` at the latest. */
async function left(gone: () => boolean): Promise<void> {
  for (const until = Date.now() + LEAVES_MS; !gone() && Date.now() < until;)
    await new Promise((resolve) => requestAnimationFrame(resolve));
}

/** Registers the commands of the letter keys for this item. */
export function useItemKeys(id: string, keys: ItemKeys): Pick<DeskKeys, 'sending'> {
  const { register, sending } = useContext(Keys);
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(
    () =>
      register(id, {
        a: () => latest.current.a?.(),
        c: () => latest.current.c?.(),
        r: () => latest.current.r?.(),
        send: () => latest.current.send?.(),
      }),
    [id, register],
  );
  return { sending };
}
