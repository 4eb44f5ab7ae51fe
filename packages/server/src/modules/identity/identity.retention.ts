import { DAY_MS } from '../../lib/days.js';
import type { RetentionRule } from '../../retention.js';
import { AUTHENTICATORS } from './identity.rules.js';
import { deleteEndedSessions } from './sessions.service.js';
import { DEVICE_LIFETIME_MS } from './sign-in-devices.js';

/** What is deleted of accounts when its time is over. */
export const identityRetention: readonly RetentionRule[] = [
  {
    name: 'ended-sessions',
    removes: 'Sessions, a day after they end by themselves.',
    run: deleteEndedSessions,
  },
  {
    name: 'ended-challenges',
    removes: 'Sign-ins that waited for a code, after ten minutes.',
    table: 'sign_in_challenges',
    key: ['token_hash'],
    due: 'expires_at <= ?',
    keepsMs: 0,
  },
  {
    name: 'ended-passkey-challenges',
    removes: 'Sign-ins that waited for a passkey, after five minutes.',
    table: 'passkey_challenges',
    key: ['challenge_hash'],
    due: 'expires_at <= ?',
    keepsMs: 0,
  },
  {
    name: 'unfinished-authenticators',
    removes: 'Authenticator apps whose first code nobody typed.',
    table: 'authenticators',
    key: ['id'],
    due: 'confirmed_at IS NULL AND created_at <= ?',
    keepsMs: AUTHENTICATORS.setupMs,
  },
  {
    name: 'ended-links',
    removes: 'Links of letters, when they end.',
    table: 'email_links',
    key: ['token_hash'],
    due: 'expires_at <= ?',
    keepsMs: 0,
  },
  {
    name: 'mailed-letters',
    removes: 'Letters about accounts with their addresses, a day after they were written.',
    table: 'account_letters',
    key: ['id'],
    due: 'mail_due_at IS NULL AND created_at <= ?',
    keepsMs: DAY_MS,
  },
  {
    name: 'old-devices',
    removes: 'Known browsers, a year after their last sign-in.',
    table: 'sign_in_devices',
    key: ['user_id', 'token_hash'],
    due: 'last_sign_in_at <= ?',
    keepsMs: DEVICE_LIFETIME_MS,
  },
  {
    name: 'old-device-names',
    removes: 'Digests of how known browsers name themselves, a year after their last sign-in.',
    table: 'known_devices',
    key: ['user_id', 'device_hash'],
    due: 'last_sign_in_at <= ?',
    keepsMs: DEVICE_LIFETIME_MS,
  },
];
