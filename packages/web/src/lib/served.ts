import { createContext, type ReactNode, useContext } from 'react';

/** What chat apps, search engines and the tab show of a page. */
export interface Face {
  /** The title of the tab. */
  title?: string;
  /** The title on a card in a chat, without the name of the site. */
  card?: string;
  /** One or two sentences in plain text. */
  description?: string;
  /** The address by which the page is known, without the host and without choices of the reader. */
  canonical?: string;
  /** Whether the page is about one thing, such as a project. */
  article?: boolean;
  /** The address of the picture beside a shared link, without the host. */
  image?: string;
  imageAlt?: string;
  /** JSON-LD: facts about the page for machines. */
  facts?: Readonly<Record<string, unknown>>;
  /** Search engines are told to leave the page out. */
  hidden?: boolean;
  /** The status of the response, where it is not 200. */
  status?: number;
}

/** The picture beside links to pages that are not about one thing: the city's figures. */
export const SITE_CARD = '/og/site.png';

/** Collects the face of the page that the server draws; null in a browser. */
export const FaceContext = createContext<Face | null>(null);

/** Says on the server how the page looks from outside. In a browser it does nothing, because links are read once. */
export function useFace(face: Face | undefined): void {
  const collected = useContext(FaceContext);
  if (collected !== null && face !== undefined) Object.assign(collected, face);
}

/** Draws Markdown on the server; undefined in a browser, which loads the program for it only when it needs it. */
export const MarkdownContext = createContext<((text: string) => ReactNode) | undefined>(undefined);

let startedAt: Date | undefined;

/**
 * The moment for which the server drew the page, until the browser has taken the page over; undefined afterwards. The
 * first draw in the browser must show the same times as the server.
 */
export const startMoment = (): Date | undefined => startedAt;
export const setStartMoment = (at: Date | undefined): void => {
  startedAt = at;
};

let holds = 0;
let onRelease: (() => void) | undefined;

/**
 * Keeps the served moment and data, because a part of the served page is still to be taken over and must then equal what
 * the server drew. Returns the function that lets them go.
 */
export function holdServed(): () => void {
  if (startedAt === undefined || typeof document === 'undefined') return () => undefined;
  let held = true;
  holds += 1;
  return () => {
    if (!held) return;
    held = false;
    holds -= 1;
    if (holds === 0) onRelease?.();
  };
}

/** Calls `done` once every part of the served page has been taken over. */
export function whenTakenOver(done: () => void): void {
  onRelease = done;
  if (holds === 0) done();
}
