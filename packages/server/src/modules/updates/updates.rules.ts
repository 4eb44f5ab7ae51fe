import { badInput, type DomainError } from '../../errors.js';

/** Limits of what a unit writes. A draft may be empty; what is published may not. */
export const LIMITS = {
  title: { max: 80 },
  text: { max: 5_000, multiline: true },
  photos: { min: 0, max: 9 },
  alt: { max: 200 },
  version: { min: 1, max: 10_000 },
} as const;

/** What has to be written before an update can be published; null when nothing is missing. */
export function refusePublication({ title, text }: { title: string; text: string }): DomainError | null {
  if (title === '') return badInput('title', 'text.required', { min: 1, max: LIMITS.title.max });
  if (text === '') return badInput('text', 'text.required', { min: 1, max: LIMITS.text.max });
  return null;
}
