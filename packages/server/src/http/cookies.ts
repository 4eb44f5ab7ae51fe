import { parse, serialize } from 'cookie';
import { DEVICE_LIFETIME_MS, SESSION_LIFETIME_MS } from '../modules/identity/index.js';

const SESSION_COOKIE = 'hc_session';
/** Says that the browser was signed in to an account before. It opens nothing. */
const DEVICE_COOKIE = 'hc_device';

/**
 * Returns the full name of a cookie. With https it begins with `__Host-`: a browser then takes the cookie only from this
 * very host, so that another site below the same domain cannot plant one.
 */
const nameOf = (cookie: string, secure: boolean): string => (secure ? `__Host-${cookie}` : cookie);

const read = (cookie: string, header: string | undefined, secure: boolean): string | null =>
  header === undefined ? null : (parse(header)[nameOf(cookie, secure)] ?? null);

const write = (cookie: string, value: string, lifetimeMs: number, secure: boolean): string =>
  serialize(nameOf(cookie, secure), value, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure,
    maxAge: lifetimeMs / 1000,
  });

export const readSessionToken = (header: string | undefined, secure: boolean): string | null =>
  read(SESSION_COOKIE, header, secure);

export const readDeviceToken = (header: string | undefined, secure: boolean): string | null =>
  read(DEVICE_COOKIE, header, secure);

/** Returns the Set-Cookie header that sets the session's token or, with null, clears it. */
export const sessionCookie = (token: string | null, secure: boolean): string =>
  write(SESSION_COOKIE, token ?? '', token === null ? 0 : SESSION_LIFETIME_MS, secure);

/** Returns the Set-Cookie header that sets the browser's token. It stays after a sign-out. */
export const deviceCookie = (token: string, secure: boolean): string =>
  write(DEVICE_COOKIE, token, DEVICE_LIFETIME_MS, secure);
