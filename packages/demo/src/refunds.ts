import type { Services } from '@hongchuang/server/context.js';
import { PaymentMethod, Pledge, PledgeStatus } from '@hongchuang/server/modules/pledges/index.js';
import { Project, ProjectStatus } from '@hongchuang/server/modules/projects/index.js';
import { approveRefund, prepareRefund, prepareReversal } from '@hongchuang/server/modules/refunds/index.js';
import type { Cast } from './cast.js';

/**
 * Gives back everything that is due of an ended project: one treasurer prepares the order, the other one approves it.
 */
export async function giveBackAll(cast: Cast, projectId: string, reason: string): Promise<void> {
  const { id } = await prepareRefund(cast.as('treasurer'), { projectId, reason });
  await approveRefund(cast.as('cosigner'), id, `DEMO-T-${id.slice(-6)}`);
}

/** Prepares a reversal that waits for approval: the treasurer confirmed the wrong transfer. */
export async function doubtAPayment({ db }: Services, cast: Cast): Promise<void> {
  const pledge = await db.read
    .createQueryBuilder(Pledge, 'pledge')
    .innerJoin(Project, 'project', 'project.id = pledge.projectId AND project.status = :raising', {
      raising: ProjectStatus.FUNDRAISING,
    })
    .where('pledge.status = :paid AND pledge.payment = :transfer AND pledge.userId IS NULL', {
      paid: PledgeStatus.PAID,
      transfer: PaymentMethod.BANK_TRANSFER,
    })
    .orderBy('pledge.paidAt', 'DESC')
    .getOneOrFail();
  await prepareReversal(cast.as('treasurer'), {
    pledgeId: pledge.id,
    reason: '同一天有两笔同额转账，备注码抄错了一位，到账应属另一位捐赠人。',
  });
}
