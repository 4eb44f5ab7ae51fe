import { Fragment } from 'react';

/** Amounts and dates in a sentence. */
const FIGURE = /([-+]?¥[\d,]+(?:\.\d+)?|[\d,]+(?:\.\d+)?万元|\d{4}年\d{1,2}月\d{1,2}日)/;

/** A sentence whose amounts and dates stay on one line each: "87.65" above "万元" is read as another amount. */
export function Unbroken({ children: text }: { children: string }) {
  // Every second part is one that the expression found.
  return text.split(FIGURE).map((part, index) =>
    index % 2 === 1 ? (
      <span key={index} className="nowrap">
        {part}
      </span>
    ) : (
      <Fragment key={index}>{part}</Fragment>
    ),
  );
}
