import { badInput } from '../../errors.js';
import { readText } from '../../input.js';
import type { MessageKey } from '../../messages/index.js';

const MIB = 1024 * 1024;
const DAY_MS = 86_400_000;

export const FILE_LIMITS = {
  /** The size limit of an upload. */
  bytes: 16 * MIB,
  nameLength: 120,
  /** The longest side of a kept photo, in pixels: an A4 page at 350 dots an inch stays legible. */
  longestSide: 4_096,
  previewSide: 960,
  /**
   * The limit for a sheet's unpacked size, as its table of contents states it. The server never unpacks a sheet, but
   * people who download it will.
   */
  unpackedBytes: 300 * MIB,
  entries: 2_000,
  atOnce: 2,
  waiting: 8,
  /** The age at which an unused upload is removed. */
  unusedMs: 7 * DAY_MS,
} as const;

export type FileKind = 'picture' | 'pdf' | 'xlsx' | 'text';

/** The accepted file extensions, each with the kind of content that such a file must have. */
const ENDINGS: Readonly<Record<string, { kind: FileKind; type: string }>> = {
  jpg: { kind: 'picture', type: 'image/jpeg' },
  jpeg: { kind: 'picture', type: 'image/jpeg' },
  png: { kind: 'picture', type: 'image/jpeg' },
  webp: { kind: 'picture', type: 'image/jpeg' },
  pdf: { kind: 'pdf', type: 'application/pdf' },
  xlsx: { kind: 'xlsx', type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
  csv: { kind: 'text', type: 'text/csv' },
  txt: { kind: 'text', type: 'text/plain' },
};

/** Why files that people often try are refused, with what to do instead. */
const REFUSED_ENDINGS: ReadonlyMap<string, MessageKey> = new Map([
  ['heic', 'picture.heic'],
  ['heif', 'picture.heic'],
  ['hif', 'picture.heic'],
  ['doc', 'file.word'],
  ['docx', 'file.word'],
  ['wps', 'file.word'],
  ['rtf', 'file.word'],
]);

export interface FileName {
  /** The name as it is kept. A photo is kept as JPEG. */
  readonly name: string;
  readonly kind: FileKind;
  readonly type: string;
  /** The extension as it was given, with its dot. */
  readonly extension: string;
}

/**
 * Returns a file's name without the folders that some browsers and all attackers put before it. The extension says
 * which content the file must have.
 */
export function readFileName(raw: string | null): FileName {
  const bare = (raw ?? '')
    .split(/[/\\]/)
    .pop()!
    .replace(/[<>:"|?*]/g, ' ');
  const name = readText('name', bare, { max: FILE_LIMITS.nameLength });
  const [, stem = '', ending = ''] = /^(.*)\.([^.]+)$/.exec(name) ?? [];
  if (/^[.\s]*$/.test(stem)) throw badInput('name', ending === '' ? 'file.type' : 'file.name');
  const known = Object.hasOwn(ENDINGS, ending.toLowerCase()) ? ENDINGS[ending.toLowerCase()] : undefined;
  if (known === undefined) throw badInput('file', REFUSED_ENDINGS.get(ending.toLowerCase()) ?? 'file.type');
  return { ...known, name: known.kind === 'picture' ? `${stem}.jpg` : name, extension: `.${ending}` };
}

const startsWith = (data: Uint8Array, bytes: readonly number[], at = 0): boolean =>
  bytes.every((byte, index) => data[at + index] === byte);

/**
 * Returns the kind of the content by its first bytes, or null when it is none of the accepted kinds. Content is text
 * when it has no other signature and decodes as text.
 */
export function kindOfContent(data: Uint8Array): FileKind | null {
  if (
    startsWith(data, [0xff, 0xd8, 0xff]) ||
    startsWith(data, [0x89, 0x50, 0x4e, 0x47]) ||
    (startsWith(data, [0x52, 0x49, 0x46, 0x46]) && startsWith(data, [0x57, 0x45, 0x42, 0x50], 8))
  )
    return 'picture';
  if (startsWith(data, [0x25, 0x50, 0x44, 0x46, 0x2d])) return 'pdf';
  if (startsWith(data, [0x50, 0x4b, 0x03, 0x04])) return 'xlsx';
  return isText(data) ? 'text' : null;
}

// The encodings that spreadsheet programs in China write: UTF-8, or GB 18030 when nobody changed the setting.
const ENCODINGS = ['utf-8', 'gb18030'];
const NOT_IN_TEXT = /[\u0000-\u0008\u000b\u000e-\u001f\u007f]/;

function isText(data: Uint8Array): boolean {
  return ENCODINGS.some((encoding) => {
    try {
      return !NOT_IN_TEXT.test(new TextDecoder(encoding, { fatal: true }).decode(data));
    } catch {
      return false;
    }
  });
}

/** Whether a PDF is complete. An upload that was cut off has no end mark. */
export const endsAsPdf = (data: Buffer): boolean => data.subarray(-2_048).includes('%%EOF');
