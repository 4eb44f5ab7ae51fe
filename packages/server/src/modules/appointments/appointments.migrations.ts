import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, createIndex, createTable, hasColumn } from '../../db/ddl.js';

const AT = 1_760_000_101_000;

// An order that gives a role moves no money, so its amount is 0, which the CHECK of the column refuses. SQLite cannot
// change a CHECK. A new column without one therefore takes over the values and then the name of the old column. MySQL
// renames no column that a CHECK names, so a check of the whole database (`appointments.checks.ts`) guards the amounts.
const AMOUNT = 'amount_of_order_fen';

class CopyAmounts implements MigrationInterface {
  readonly name = `Copy_amounts_of_orders_${AT + 2}`;
  async up(runner: QueryRunner): Promise<void> {
    if (await hasColumn(runner, 'orders', 'amount_fen')) await runner.query(`UPDATE orders SET ${AMOUNT} = amount_fen`);
  }
  async down(): Promise<void> {}
}

class DropOldAmount implements MigrationInterface {
  readonly name = `Drop_amount_of_orders_${AT + 3}`;
  async up(runner: QueryRunner): Promise<void> {
    if (await hasColumn(runner, 'orders', AMOUNT)) await runner.query('ALTER TABLE orders DROP COLUMN amount_fen');
  }
  async down(): Promise<void> {}
}

class RenameAmount implements MigrationInterface {
  readonly name = `Rename_amount_of_orders_${AT + 4}`;
  async up(runner: QueryRunner): Promise<void> {
    if (await hasColumn(runner, 'orders', AMOUNT))
      await runner.query(`ALTER TABLE orders RENAME COLUMN ${AMOUNT} TO amount_fen`);
  }
  // The older version of the program writes amounts above zero, which this column accepts as well.
  async down(): Promise<void> {}
}

const AddAmount = addColumn(AT + 1, 'orders', AMOUNT, (t) => `${t.integer} NOT NULL DEFAULT 0`);

/** Adds the new column, unless an earlier run has already given it its final name. */
class AddNewAmount implements MigrationInterface {
  readonly name = `Add_amount_of_orders_${AT + 1}`;
  up = (runner: QueryRunner): Promise<void> => new AddAmount().up(runner);
  async down(): Promise<void> {}
}

export const appointmentMigrations = [
  AddNewAmount,
  CopyAmounts,
  DropOldAmount,
  RenameAmount,
  createTable(
    AT + 5,
    'role_changes',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    user_id ${t.id} NOT NULL,
    role ${t.text(20)} NOT NULL,
    is_given ${t.boolean} NOT NULL,
    valid_until ${t.time} NULL,
    created_at ${t.time} NOT NULL,
    FOREIGN KEY (user_id) REFERENCES users (id)
  `,
  ),
  createIndex(AT + 6, 'role_changes', 'role_changes_of_person', 'user_id, id'),
];
