import sharp from 'sharp';
import type { Client } from './client.ts';

export interface KeptFile {
  id: string;
  name: string;
  type: string;
  bytes: number;
  sha256: string;
  url: string;
  previewUrl: string | null;
}

export interface UploadAnswer {
  status: number;
  file: KeptFile;
  error: { code: string; field: string | undefined; key: string; message: string } | undefined;
}

/** Sends a file as the pages do: the raw bytes as the body, the name in the address. */
export async function upload(
  client: Client,
  path: string,
  content: Uint8Array | string,
  headers: Record<string, string> = {},
): Promise<UploadAnswer> {
  const response = await client.fetch(`/uploads/files/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', 'x-requested-with': 'hongchuang', ...headers },
    body: typeof content === 'string' ? content : new Uint8Array(content),
  });
  const body = (await response.json()) as KeptFile & {
    errors?: { message: string; extensions: { code: string; field?: string; key: string } }[];
  };
  const [refused] = body.errors ?? [];
  return {
    status: response.status,
    file: body,
    error: refused && {
      code: refused.extensions.code,
      field: refused.extensions.field,
      key: refused.extensions.key,
      message: refused.message,
    },
  };
}

/** Uploads a file of `name` for a stage; the server has to accept it. */
export async function attach(
  client: Client,
  milestoneId: string,
  name: string,
  content: Uint8Array | string,
  audience?: 'REVIEWERS',
): Promise<KeptFile> {
  const { status, file, error } = await upload(
    client,
    `stage/${milestoneId}?name=${encodeURIComponent(name)}${audience === undefined ? '' : `&audience=${audience}`}`,
    content,
  );
  if (status !== 201) throw new Error(`${name} was refused: ${JSON.stringify(error)}`);
  return file;
}

const photoOf = (width: number, height: number, colour = '#2f6b4f') =>
  sharp({ create: { width, height, channels: 3, background: colour } });

/** A photo as a telephone takes it: rotated, with the owner and the place in its metadata. */
export const photo = (colour?: string): Promise<Buffer> =>
  photoOf(1_200, 800, colour)
    .jpeg()
    .withMetadata({ orientation: 6 })
    .withExifMerge({ IFD0: { Copyright: 'SECRET-OWNER' }, IFD3: { GPSLatitude: '22/1 31/1 0/1', GPSLatitudeRef: 'N' } })
    .toBuffer();

export const hugePhoto = (): Promise<Buffer> => photoOf(8_000, 6_000).png().toBuffer();

/** The smallest document that a reader opens. */
export const pdf = (title = '签到表'): Buffer =>
  Buffer.from(
    `%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n% ${title}\ntrailer<</Root 1 0 R>>\n%%EOF\n`,
  );

/** A zip archive of uncompressed entries; `claimed` is the unpacked size that each entry declares. */
export function archive(names: readonly string[], claimed?: number): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const name of names) {
    const bytes = Buffer.from(name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(claimed === undefined ? 0 : 8, 8);
    local.writeUInt32LE(claimed ?? 0, 22);
    local.writeUInt16LE(bytes.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(20, 4);
    entry.writeUInt16LE(20, 6);
    entry.writeUInt16LE(claimed === undefined ? 0 : 8, 10);
    entry.writeUInt32LE(claimed ?? 0, 24);
    entry.writeUInt16LE(bytes.length, 28);
    entry.writeUInt32LE(offset, 42);
    parts.push(local, bytes);
    directory.push(entry, bytes);
    offset += local.length + bytes.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(names.length, 8);
  end.writeUInt16LE(names.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, central, end]);
}

export const SHEET = ['[Content_Types].xml', 'xl/workbook.xml', 'xl/worksheets/sheet1.xml'] as const;

/** Uploads a cover picture without a description, and returns its id. */
export async function uploadCover(client: Client): Promise<string> {
  const response = await client.fetch('/uploads/covers', {
    method: 'POST',
    headers: { 'content-type': 'image/jpeg', 'x-requested-with': 'hongchuang' },
    body: new Uint8Array(await photo()),
  });
  if (response.status !== 201) throw new Error(`the cover was refused: ${await response.text()}`);
  return ((await response.json()) as { id: string }).id;
}
