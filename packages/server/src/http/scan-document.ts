import { Lexer, Source, TokenKind, type Token } from 'graphql';
import { limitExceeded } from '../errors.js';
import { QUERY_LIMITS } from './limits.js';

/** What is open at a token: a selection of fields, or any other pair of brackets, which holds values. */
interface Bracket {
  readonly isSelection: boolean;
  /** Fields and spreads of a selection; tokens of anything else. */
  entries: number;
}

const OPENING: ReadonlySet<TokenKind> = new Set([TokenKind.BRACE_L, TokenKind.PAREN_L, TokenKind.BRACKET_L]);
const CLOSING: ReadonlySet<TokenKind> = new Set([TokenKind.BRACE_R, TokenKind.PAREN_R, TokenKind.BRACKET_R]);

/** After these, a name is that of an aliased field, of a directive, or of a fragment. */
const GO_ON: ReadonlySet<TokenKind> = new Set([TokenKind.COLON, TokenKind.AT, TokenKind.SPREAD]);

/** Whether a field or a spread begins in a selection. An alias counts for its field. */
function beginsEntry(token: Token, before: Token, beforeThat: Token): boolean {
  if (token.kind === TokenKind.SPREAD) return true;
  if (token.kind !== TokenKind.NAME || GO_ON.has(before.kind)) return false;
  const isTypeOfFragment = before.value === 'on' && beforeThat.kind === TokenKind.SPREAD;
  return !isTypeOfFragment;
}

/**
 * Refuses a text that no document within the limits can have. It looks at tokens alone, which costs less than parsing, so that
 * whatever follows works on a short document. Syntax errors are left to the parser.
 */
export function assertShort(text: string): void {
  if (text.length > QUERY_LIMITS.characters) throw limitExceeded('query.characters', { max: QUERY_LIMITS.characters });
  const found = { tokens: 0, nesting: 0, breadth: 0, values: 0, aliases: 0, directives: 0 };
  const open: Bracket[] = [];
  const lexer = new Lexer(new Source(text));
  let [before, beforeThat] = [lexer.token, lexer.token];
  for (let token = lexer.advance(); token.kind !== TokenKind.EOF && found.tokens <= QUERY_LIMITS.tokens; [beforeThat, before, token] = [before, token, lexer.advance()]) {
    found.tokens += 1;
    const around = open.at(-1);
    if (CLOSING.has(token.kind)) {
      open.pop();
      continue;
    }
    if (token.kind === TokenKind.AT) found.directives += 1;
    if (around?.isSelection === false) found.values = Math.max(found.values, (around.entries += 1));
    else if (around !== undefined && token.kind === TokenKind.COLON) found.aliases += 1;
    else if (around !== undefined && beginsEntry(token, before, beforeThat)) found.breadth = Math.max(found.breadth, (around.entries += 1));
    if (!OPENING.has(token.kind)) continue;
    open.push({ isSelection: token.kind === TokenKind.BRACE_L && around?.isSelection !== false, entries: 0 });
    found.nesting = Math.max(found.nesting, open.length);
  }
  for (const limit of ['tokens', 'nesting', 'breadth', 'values', 'aliases', 'directives'] as const) {
    if (found[limit] > QUERY_LIMITS[limit]) throw limitExceeded(`query.${limit}`, { max: QUERY_LIMITS[limit] });
  }
}
