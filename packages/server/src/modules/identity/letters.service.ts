import type { Services } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { defineDueLetters } from '../../due-letters.js';
import { shanghaiMinute } from '../../lib/days.js';
import { digest, newId, newToken } from '../../lib/ids.js';
import { countInTransaction } from '../../limits/limiter.js';
import { mailText } from '../../lib/mail-text.js';
import type { Mail } from '../../mail.js';
import { LANGUAGES, translate } from '../../messages/index.js';
import { AddressChange } from './address-change.entity.js';
import { AccountLetter, EmailLink } from './letter.entity.js';
import { LETTERS, type LetterKind } from './letters.rules.js';
import { isSuspended } from './suspended.js';
import { Credential } from './user.entity.js';

const HOUR_MS = 3_600_000;

/**
 * Stores a letter, which a job mails within seconds. The work is the same for every address, so its duration does not
 * tell whether the address has an account. Returns 0, or stores nothing and returns how many milliseconds the
 * address has to wait for its next letter of this kind.
 */
export async function queueLetter(
  services: Services,
  tx: Tx,
  kind: LetterKind,
  letter: { email: string; userId: string | null; detail?: string },
): Promise<number> {
  const waitMs = await countInTransaction(services, tx, { limit: `letter.${kind}`, of: letter.email });
  if (waitMs > 0) return waitMs;
  await tx.manager.insert(AccountLetter, {
    id: newId(tx.now),
    detail: null,
    ...letter,
    kind,
    createdAt: tx.now,
    mailDueAt: tx.now,
    mailAttempts: 0,
  });
  return 0;
}

/** Mails the letters about accounts that are due. */
export const mailAccountLetters = defineDueLetters({
  entity: AccountLetter,
  letterOf: (services, [letter]) => letterOf(services, letter!),
});

async function letterOf(services: Services, letter: AccountLetter): Promise<Mail | null> {
  const { email, userId } = letter;
  const kind = letter.kind as LetterKind;
  const credential = await services.db.read.findOneBy(Credential, userId === null ? { email } : { userId });
  const { page, linkHours, linkKind = kind, isFor, evenSuspended = false, outlivesAccount = false } = LETTERS[kind];
  if (credential === null) return outlivesAccount ? wordsOf(services, kind, letter, page) : null;
  if (!isFor(credential, email)) return null;
  if (!evenSuspended && (await isSuspended(services.db.read, credential.userId))) return null;
  if (kind === 'ADDRESS_NEW') {
    if (!(await services.db.read.existsBy(AddressChange, { userId: credential.userId, newEmail: email }))) return null;
    // Only the reader of the address learns that it has an account. It gets no link, so nothing comes of the change.
    if (await services.db.read.existsBy(Credential, { email })) return wordsOf(services, 'ADDRESS_TAKEN', letter, '/');
  }
  const token = linkHours === null ? null : await makeLink(services, linkKind, credential.userId, email, linkHours);
  // Browsers do not send what follows the # to the server, so the token appears in no log.
  return wordsOf(services, kind, letter, `${page}${token === null ? '' : `#${token}`}`);
}

function wordsOf(
  { env }: Services,
  kind: LetterKind | 'ADDRESS_TAKEN',
  { email, createdAt, detail }: AccountLetter,
  path: string,
): Mail {
  const params = {
    link: `${env.publicUrl}${path}`,
    hours: kind === 'ADDRESS_TAKEN' ? 0 : (LETTERS[kind].linkHours ?? 0),
    wait: env.accessWaitHours,
    time: shanghaiMinute(createdAt),
    detail: mailText(detail ?? ''),
  };
  return {
    to: email,
    subject: LANGUAGES.map((language) => translate(language, `letter.${kind}.subject`)).join(' / '),
    text: `${LANGUAGES.map((language) => translate(language, `letter.${kind}.text`, params)).join('\n\n---\n\n')}\n`,
  };
}

/** The moment as people in Shanghai read it, such as 2026-06-10 10:00. */
async function makeLink(
  { db }: Services,
  kind: LetterKind,
  userId: string,
  email: string,
  hours: number,
): Promise<string> {
  const token = newToken();
  await db.transact((tx) =>
    tx.manager.insert(EmailLink, {
      tokenHash: digest(token),
      userId,
      kind,
      email,
      expiresAt: new Date(tx.now.getTime() + hours * HOUR_MS),
    }),
  );
  return token;
}
