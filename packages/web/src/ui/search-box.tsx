import { type Ref, useEffect, useRef, useState } from 'react';
import { useAddressBar } from '../lib/address-bar';
import { useSettled } from '../lib/browser';
import { Input } from './input';

export interface SearchBoxProps {
  label: string;
  hint?: string;
  /** The name in the address bar. */
  name?: string;
  /** Other names that a new search removes from the address, such as the number of shown rows. */
  clears?: readonly string[];
  inputRef?: Ref<HTMLInputElement>;
  /** Called on Enter with the typed text, which is already in the address bar. */
  onEnter?: (text: string) => void;
}

/**
 * Searches while the person types, after a pause in the typing; the words are stored in the address bar. The field
 * holds its own text. A later change of the address replaces the text only where the person has not typed since. Enter
 * selects the text, so that the next code, typed or scanned, replaces the old one.
 */
export function SearchBox({ label, hint, name = 'search', clears = ['shown'], inputRef, onEnter }: SearchBoxProps) {
  const { get, set } = useAddressBar();
  const inAddress = get(name);
  const [text, setText] = useState(inAddress);
  const [composing, setComposing] = useState(false);
  /** The text that the field last wrote to the address or took from it. */
  const agreed = useRef(inAddress);
  const settled = useSettled(text, 300);
  const search = (words: string) => {
    if (words === agreed.current) return;
    agreed.current = words;
    set({ ...Object.fromEntries(clears.map((one) => [one, undefined])), [name]: words });
  };
  useEffect(() => {
    // Half-typed pinyin does not start a search.
    if (!composing && settled === text) search(settled.trim());
    // Only typing starts a search; the next effect handles other changes of the address.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- see above: `text` and the address must not start one
  }, [settled, composing]);
  useEffect(() => {
    if (inAddress === agreed.current) return;
    const before = agreed.current;
    agreed.current = inAddress;
    setText((now) => (now.trim() === before ? inAddress : now));
  }, [inAddress]);
  return (
    <Input
      ref={inputRef}
      type="search"
      name={name}
      value={text}
      maxLength={100}
      icon="search"
      placeholder={hint}
      aria-label={label}
      onChange={(event) => setText(event.target.value)}
      onCompositionStart={() => setComposing(true)}
      onCompositionEnd={() => setComposing(false)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
        // Reads the field itself, because a scanner's Enter comes before the last letters are rendered.
        const words = event.currentTarget.value.trim();
        event.currentTarget.select();
        search(words);
        onEnter?.(words);
      }}
    />
  );
}
