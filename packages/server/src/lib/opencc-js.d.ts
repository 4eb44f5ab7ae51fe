/**
 * Pairs of characters: “臺 台|裏 里|…”. The first of an entry is written as the others, of which the commonest comes first.
 */
declare module 'opencc-js/dict/*' {
  const pairs: string;
  export default pairs;
}
