import { afterEach, beforeEach, expect, it } from 'vitest';
import { dataKeysOf } from '../../data-keys.js';
import { refreshSealedColumns } from '../../sealed-columns.js';
import { newViewer, testServices, type TestServices } from '#testing';
import { Authenticator } from './authenticator.entity.js';
import { openTotpSecret, sealTotpSecret, totpSecret } from './totp-secrets.js';

let services: TestServices;
beforeEach(async () => {
  services = await testServices();
});
afterEach(() => services.close());

const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

it('a secret of an earlier version is sealed at the start, and its plain text is gone', async () => {
  const { userId } = await newViewer(services);
  await services.db.transact(({ manager }) =>
    manager.query(
      `INSERT INTO authenticators (id, user_id, name, used_step, created_at, secret_plain)
       VALUES ('app', ?, '手机', 0, '2026-01-01 00:00:00.000', ?)`,
      [userId, SECRET],
    ),
  );
  await refreshSealedColumns(services.db, dataKeysOf(services.env), [totpSecret], services.log);
  const [row] = await services.db.read.query<Record<string, unknown>[]>('SELECT * FROM authenticators');
  expect(JSON.stringify(row)).not.toContain(SECRET);
  const { secretSealed } = await services.db.read.findOneByOrFail(Authenticator, { id: 'app' });
  expect(openTotpSecret(services, secretSealed)).toBe(SECRET);
});

it('no secret is readable without the key, and two of the same look different', () => {
  const [one, other] = [sealTotpSecret(services, SECRET), sealTotpSecret(services, SECRET)];
  expect(one).not.toContain(SECRET);
  expect(one).not.toBe(other);
  expect(() => openTotpSecret(services, `${one.slice(0, -4)}AAAA`)).toThrow();
});
