import { SearchOutlined } from '@ant-design/icons';
import { Input, type InputRef } from 'antd';
import { type Ref, useEffect, useRef, useState } from 'react';
import { useAddressBar } from '../lib/address-bar';
import { useSettled } from '../lib/browser';

export interface SearchBoxProps {
  label: string;
  hint?: string;
  /** The name in the address bar. */
  name?: string;
  /** Other names that a new search makes void, such as the page that was reached. */
  clears?: readonly string[];
  inputRef?: Ref<InputRef>;
  /** Called with what was typed, which is then in the address bar already. */
  onEnter?: (text: string) => void;
}

/**
 * Searches while one types, once the typing rests; the words stand in the address bar. The field holds its own text: what changes the address later
 * replaces it only where nobody has typed since. Enter selects the text, so that the next code, typed or scanned, takes the place of the old one.
 */
export function SearchBox({ label, hint, name = 'search', clears = ['shown'], inputRef, onEnter }: SearchBoxProps) {
  const { get, set } = useAddressBar();
  const inAddress = get(name);
  const [text, setText] = useState(inAddress);
  const [composing, setComposing] = useState(false);
  /** What the field last gave to the address, or took from it. */
  const agreed = useRef(inAddress);
  const settled = useSettled(text, 300);
  const search = (words: string) => {
    if (words === agreed.current) return;
    agreed.current = words;
    set({ ...Object.fromEntries(clears.map((one) => [one, undefined])), [name]: words });
  };
  useEffect(() => {
    // Half-typed pinyin is not a search.
    if (!composing && settled === text) search(settled.trim());
    // Only typing starts a search; the address changing by itself is the next effect's.
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
      value={text}
      maxLength={100}
      allowClear
      prefix={<SearchOutlined aria-hidden="true" />}
      placeholder={hint}
      aria-label={label}
      onChange={(event) => setText(event.target.value)}
      onCompositionStart={() => setComposing(true)}
      onCompositionEnd={() => setComposing(false)}
      onPressEnter={(event) => {
        if (event.nativeEvent.isComposing) return;
        // As the field has it: a scanner's Enter comes before the last letters are drawn.
        const words = event.currentTarget.value.trim();
        event.currentTarget.select();
        search(words);
        onEnter?.(words);
      }}
    />
  );
}
