/** Pairs of characters: “臺 台|裏 里|…”, the first written as the others, the commonest of them first. */
declare module 'opencc-js/dict/*' {
  const pairs: string;
  export default pairs;
}
