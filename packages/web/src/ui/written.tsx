import { Fragment } from 'react';
import { useLanguage } from '../lib/i18n';

/** Chinese characters with the punctuation and digits among them. */
const CHINESE = /(\p{Script=Han}(?:[\p{Script=Han}\p{P}\p{N}]*\p{Script=Han})?)/u;

/**
 * Text that people wrote: titles, names of people, units and places. It stays as it was written on English pages, where
 * its Chinese parts say that they are Chinese. A screen reader would skip them or spell them out otherwise.
 */
export function Written({ children: text }: { children: string | null | undefined }) {
  const language = useLanguage();
  if (!text) return null;
  if (language !== 'en') return <>{text}</>;
  // Every second part is one that the expression found.
  return text.split(CHINESE).map((part, index) =>
    index % 2 === 1 ? (
      <span key={index} lang="zh-CN">
        {part}
      </span>
    ) : (
      <Fragment key={index}>{part}</Fragment>
    ),
  );
}
