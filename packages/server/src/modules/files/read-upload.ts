import yauzl, { type Entry } from 'yauzl';
import { badInput, limitExceeded } from '../../errors.js';
import { isHeic, readPicture, redraw } from '../../uploads/pictures.js';
import { endsAsPdf, FILE_LIMITS, kindOfContent, type FileName } from './files.rules.js';

/** An upload in the form in which it will be kept. */
export interface Keepable {
  readonly data: Buffer;
  /** For a picture: its size and a smaller form of it; null for other kinds. */
  readonly picture: { readonly width: number; readonly height: number; readonly preview: Buffer } | null;
}

/**
 * Returns what is kept of `upload`, and throws when the content is not what the name says. The content decides, because
 * anybody can choose a name.
 */
export async function readUpload(upload: Buffer, { kind, extension }: FileName): Promise<Keepable> {
  if (upload.length === 0) throw badInput('file', 'file.empty');
  const found = kindOfContent(upload);
  if (isHeic(upload)) throw badInput('file', 'picture.heic');
  if (found === null) throw badInput('file', 'file.type');
  if (found !== kind) throw badInput('file', 'file.disguised', { extension });
  if (kind === 'picture') return keepPhoto(upload);
  if (kind === 'pdf' && !endsAsPdf(upload)) throw badInput('file', 'file.damaged');
  if (kind === 'xlsx') await assertSheet(upload);
  return { data: upload, picture: null };
}

/**
 * Removes what a photo tells about place, time and author before anything is stored. The digest is computed from the
 * result.
 */
async function keepPhoto(upload: Buffer): Promise<Keepable> {
  const photo = await readPicture(upload);
  const { data, width, height } = await redraw(photo, FILE_LIMITS.longestSide, (fitted) =>
    fitted.flatten({ background: '#ffffff' }).jpeg({ quality: 88 }),
  );
  const preview = await redraw(photo, FILE_LIMITS.previewSide, (fitted) =>
    fitted.flatten({ background: '#ffffff' }).webp({ quality: 78 }),
  );
  return { data, picture: { width, height, preview: preview.data } };
}

/** Reads only a sheet's table of contents and unpacks nothing, because the unpacked content could fill the memory. */
async function assertSheet(data: Buffer): Promise<void> {
  const names = new Set<string>();
  let unpackedBytes = 0;
  for (const { fileName, uncompressedSize } of await listEntries(data)) {
    names.add(fileName);
    unpackedBytes += uncompressedSize;
  }
  if (unpackedBytes > FILE_LIMITS.unpackedBytes)
    throw limitExceeded('file.swollen', { max: FILE_LIMITS.unpackedBytes / 1024 / 1024 }, 'file');
  if (names.has('xl/vbaProject.bin')) throw badInput('file', 'file.macros');
  if (!names.has('[Content_Types].xml') || !names.has('xl/workbook.xml'))
    throw badInput('file', 'file.disguised', { extension: '.xlsx' });
}

function listEntries(data: Buffer): Promise<Entry[]> {
  return new Promise((resolve, reject) => {
    const damaged = () => reject(badInput('file', 'file.damaged'));
    yauzl.fromBuffer(data, { lazyEntries: true }, (error, archive) => {
      if (error !== null) return damaged();
      const entries: Entry[] = [];
      archive.on('entry', (entry: Entry) => {
        entries.push(entry);
        if (entries.length > FILE_LIMITS.entries) return damaged();
        archive.readEntry();
      });
      archive.on('end', () => resolve(entries));
      archive.on('error', damaged);
      archive.readEntry();
    });
  });
}
