/** Why a text is refused. The caller knows the field. */
export type TextFault = 'required' | 'tooShort' | 'tooLong' | 'controlCharacter' | 'directionMark';

export interface TextLimits {
  /** The fewest characters (code points) after trimming. 0 allows an empty text. Default: 1. */
  min?: number;
  /** The most characters (code points) after trimming. */
  max: number;
  /** Whether line breaks and tabs are kept. */
  multiline?: boolean;
}

// A right-to-left mark can make "¥100" read "001¥" or hide the true end of a name.
const DIRECTION_MARKS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
const CONTROL_CHARACTERS = /[\p{Cc}\u2028\u2029\ufeff\ufff9-\ufffb]|\p{Cs}/u;
// Blanks, zero-width characters, fillers and marks without a letter. A name of only these looks empty.
const INVISIBLE = /[\s\p{Cf}\p{M}\p{Default_Ignorable_Code_Point}\u2800]/gu;
// Blanks and invisible characters at either end of a text, which come with it from a page or a chat.
const AROUND = /^[\s\u200b\u2060]+|[\s\u200b\u2060]+$/gu;

/** Returns the fault of `raw`, or the text to store: NFC, trimmed, line breaks as \n. */
export function checkText(raw: string, limits: TextLimits): { fault: TextFault } | { text: string } {
  const min = limits.min ?? 1;
  const text = raw.normalize('NFC').replace(/\r\n?/g, '\n').replace(AROUND, '');
  const visible = limits.multiline ? text.replace(/[\n\t]/g, ' ') : text;
  if (CONTROL_CHARACTERS.test(visible)) return { fault: 'controlCharacter' };
  if (DIRECTION_MARKS.test(visible)) return { fault: 'directionMark' };
  if (text.replace(INVISIBLE, '') === '') return min > 0 ? { fault: 'required' } : { text: '' };
  const length = [...text].length;
  if (length < min) return { fault: 'tooShort' };
  if (length > limits.max) return { fault: 'tooLong' };
  return { text };
}
