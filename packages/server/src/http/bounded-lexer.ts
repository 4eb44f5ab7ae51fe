import { Lexer, Source, TokenKind, type Token } from 'graphql';
import { limitExceeded } from '../errors.js';
import { QUERY_LIMITS } from './limits.js';

/** An open bracket: a selection of fields, or any other pair of brackets, which holds values. */
interface Bracket {
  readonly isSelection: boolean;
  /** The number of fields and spreads of a selection, or of tokens in other brackets. */
  entries: number;
}

const OPENING: ReadonlySet<TokenKind> = new Set([TokenKind.BRACE_L, TokenKind.PAREN_L, TokenKind.BRACKET_L]);
const CLOSING: ReadonlySet<TokenKind> = new Set([TokenKind.BRACE_R, TokenKind.PAREN_R, TokenKind.BRACKET_R]);

/** After these tokens a name belongs to an aliased field, a directive or a fragment. */
const GO_ON: ReadonlySet<TokenKind> = new Set([TokenKind.COLON, TokenKind.AT, TokenKind.SPREAD]);

/** Whether a field or a spread begins at `token` in a selection. An alias and its field count as one. */
function beginsEntry(token: Token, before: Token, beforeThat: Token): boolean {
  if (token.kind === TokenKind.SPREAD) return true;
  if (token.kind !== TokenKind.NAME || GO_ON.has(before.kind)) return false;
  const isTypeOfFragment = before.value === 'on' && beforeThat.kind === TokenKind.SPREAD;
  return !isTypeOfFragment;
}

type Counted = 'tokens' | 'aliases' | 'directives' | 'fragments';

/**
 * The lexer of a document. It throws LIMIT_EXCEEDED at the first token that no document within the limits can have, so
 * that the parser never reads a long text.
 */
export class BoundedLexer extends Lexer {
  private readonly found: Record<Counted, number> = { tokens: 0, aliases: 0, directives: 0, fragments: 0 };
  private readonly open: Bracket[] = [];
  private before: Token;
  private beforeThat: Token;

  constructor(text: string) {
    super(new Source(text));
    this.before = this.token;
    this.beforeThat = this.token;
  }

  override advance(): Token {
    const token = super.advance();
    if (token.kind !== TokenKind.EOF) {
      this.count(token);
      this.beforeThat = this.before;
      this.before = token;
    }
    return token;
  }

  private count(token: Token): void {
    const { found, open } = this;
    assertAtMost('tokens', (found.tokens += 1));
    const around = open.at(-1);
    if (CLOSING.has(token.kind)) {
      open.pop();
      return;
    }
    if (token.kind === TokenKind.AT) assertAtMost('directives', (found.directives += 1));
    if (around?.isSelection === false) assertAtMost('values', (around.entries += 1));
    else if (around === undefined) {
      if (token.value === 'fragment' && token.kind === TokenKind.NAME)
        assertAtMost('fragments', (found.fragments += 1));
    } else if (token.kind === TokenKind.COLON) assertAtMost('aliases', (found.aliases += 1));
    else if (beginsEntry(token, this.before, this.beforeThat)) assertAtMost('breadth', (around.entries += 1));
    if (!OPENING.has(token.kind)) return;
    open.push({ isSelection: token.kind === TokenKind.BRACE_L && around?.isSelection !== false, entries: 0 });
    assertAtMost('nesting', open.length);
  }
}

function assertAtMost(limit: Exclude<keyof typeof QUERY_LIMITS, 'characters'>, count: number): void {
  if (count > QUERY_LIMITS[limit]) throw limitExceeded(`query.${limit}`, { max: QUERY_LIMITS[limit] });
}
