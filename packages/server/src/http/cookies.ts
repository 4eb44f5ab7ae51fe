import { parse, serialize } from 'cookie';
import { SESSION_LIFETIME_MS } from '../modules/identity/index.js';

const SESSION_COOKIE = 'hc_session';

export const readSessionToken = (header: string | undefined): string | null => (header === undefined ? null : (parse(header)[SESSION_COOKIE] ?? null));

/** The Set-Cookie header that sets the session's token or, with null, clears it. */
export const sessionCookie = (token: string | null, secure: boolean): string =>
  serialize(SESSION_COOKIE, token ?? '', {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure,
    maxAge: token === null ? 0 : SESSION_LIFETIME_MS / 1000,
  });
