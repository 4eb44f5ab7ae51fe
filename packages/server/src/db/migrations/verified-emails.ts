import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Counts the addresses of members and of holders of a role as verified, because they have acted under these accounts
 * before addresses were verified. The accounts of the demo count as well, because their domain receives no mail. All
 * other accounts get a link when they ask for it.
 */
class VerifiedEmails implements MigrationInterface {
  readonly name = 'Verified_emails_1760000121000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`UPDATE credentials
      SET email_verified_at = (SELECT u.created_at FROM users u WHERE u.id = credentials.user_id)
      WHERE email_verified_at IS NULL AND (
        EXISTS (SELECT 1 FROM role_grants g WHERE g.user_id = credentials.user_id)
        OR EXISTS (SELECT 1 FROM memberships m WHERE m.user_id = credentials.user_id)
        OR email LIKE '%@hongchuang.test')`);
  }
  async down(): Promise<void> {}
}

export const verifiedEmailMigrations = [VerifiedEmails];
