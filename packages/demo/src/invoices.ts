import type { Services } from '@hongchuang/server/context.js';
import { recordInvoiceNumber } from '@hongchuang/server/modules/printouts/index.js';
import { PaymentMethod, Pledge, Receipt } from '@hongchuang/server/modules/pledges/index.js';
import type { Cast } from './cast.js';

const RECORDED = 12;

/**
 * Records the official invoices of the oldest transfers, as the treasurer. One number is wrong at first. The code of
 * the invoices belongs to no region.
 */
export async function recordInvoices({ db }: Services, cast: Cast): Promise<void> {
  const receipts = await db.read
    .createQueryBuilder(Receipt, 'receipt')
    .innerJoin(Pledge, 'pledge', 'pledge.id = receipt.pledgeId AND pledge.payment = :transfer', {
      transfer: PaymentMethod.BANK_TRANSFER,
    })
    .where('receipt.voidedAt IS NULL')
    .orderBy('receipt.number', 'ASC')
    .limit(RECORDED)
    .getMany();
  const treasurer = cast.as('treasurer');
  for (const [index, { number: receiptNumber }] of receipts.entries()) {
    const invoiceNumber = `99990122-00000010${String(index + 11)}`;
    if (index === 0) {
      await recordInvoiceNumber(treasurer, { receiptNumber, invoiceNumber: '99990122-0000001001' });
      await recordInvoiceNumber(treasurer, { receiptNumber, invoiceNumber, reason: '登记时错看成上一张票据的号码。' });
    } else await recordInvoiceNumber(treasurer, { receiptNumber, invoiceNumber });
  }
}
