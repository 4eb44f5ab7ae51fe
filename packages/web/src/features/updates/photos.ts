export const LIMITS = { title: 80, text: 5_000, photos: 9, alt: 200, bytes: 16 * 1024 * 1024 } as const;

/** What file dialogs offer. Many cameras name their files in capitals. */
export const PHOTO_ENDINGS = ['.jpg', '.jpeg', '.png', '.webp'];

export type PhotoFault = 'heic' | 'type' | 'size' | 'empty' | 'many';

/** Returns what is wrong with a chosen photo before it is sent; the server also checks its content. */
export function faultOfPhoto({ name, size }: { name: string; size: number }, place: number): PhotoFault | undefined {
  const ending = /\.[^.]*$/.exec(name.toLowerCase())?.[0] ?? '';
  if (['.heic', '.heif', '.hif'].includes(ending)) return 'heic';
  if (!PHOTO_ENDINGS.includes(ending)) return 'type';
  if (size === 0) return 'empty';
  if (size > LIMITS.bytes) return 'size';
  return place >= LIMITS.photos ? 'many' : undefined;
}
