export const LIMITS = {
  report: 10_000,
  evidence: 20,
  fileBytes: 16 * 1024 * 1024,
  url: 500,
  comment: 1_000,
  bankReference: 64,
} as const;

/** The address of a file of this server, as an upload returns it. */
const OWN_FILE = /^\/files\/[\w./-]+$/;

export const isOwnFile = (url: string): boolean => OWN_FILE.test(url) && !url.includes('..');

/** Whether a browser may open the address safely: a web page, or a file of this server. */
export function isSafeEvidence(url: string): boolean {
  if (isOwnFile(url)) return true;
  // Control characters and spaces inside an address can hide its scheme.
  if (/[\s\u0000-\u001f]/.test(url) || !/^https?:\/\//i.test(url)) return false;
  try {
    return new URL(url).host !== '';
  } catch {
    return false;
  }
}

export const isPicture = (url: string): boolean => isOwnFile(url) && /\.(webp|png|jpe?g)$/i.test(url);

/** Returns a short name of an address: its host and the end of its path. */
export function evidenceName(url: string): string {
  if (!isSafeEvidence(url) || isOwnFile(url)) return url.split('/').pop() ?? url;
  const { host, pathname } = new URL(url);
  const steps = pathname.split('/').filter(Boolean);
  const last = steps[steps.length - 1];
  if (last === undefined) return host;
  let name = last;
  try {
    name = decodeURIComponent(last);
  } catch {
    // A lone % is no encoding, so the text stays as it is.
  }
  return `${host}/${steps.length > 1 ? '…/' : ''}${name.length > 40 ? `${name.slice(0, 39)}…` : name}`;
}

/** Returns the filled rows: surrounding spaces are removed and empty rows are dropped. */
export const filledRows = (rows: readonly (string | undefined)[]): string[] =>
  rows.map((row) => (row ?? '').trim()).filter((row) => row !== '');

/** The file types that the server accepts, in the form that file dialogs need. */
export const FILE_ENDINGS = ['.jpg', '.jpeg', '.png', '.webp', '.pdf', '.xlsx', '.csv', '.txt'];

export type FileFault = 'heic' | 'word' | 'type' | 'size' | 'empty' | 'many';

/** Returns what is wrong with a file before it is sent; the server also checks its content. */
export function faultOf({ name, size }: { name: string; size: number }, place: number): FileFault | undefined {
  if (/\.(heic|heif|hif)$/i.test(name)) return 'heic';
  if (/\.(docx?|wps|rtf)$/i.test(name)) return 'word';
  if (!FILE_ENDINGS.some((ending) => name.toLowerCase().endsWith(ending))) return 'type';
  if (size === 0) return 'empty';
  if (size > LIMITS.fileBytes) return 'size';
  return place >= LIMITS.evidence ? 'many' : undefined;
}

/** The part of a digest that people can compare at a glance. */
export const shortDigest = (sha256: string): string => sha256.slice(0, 8);
