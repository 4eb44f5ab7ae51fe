import type { Services } from '../context.js';
import { PaymentMethod, Pledge, PledgeStatus } from '../modules/pledges/index.js';
import { Project, ProjectStatus } from '../modules/projects/index.js';
import { approveRefund, prepareRefund, prepareReversal } from '../modules/refunds/index.js';
import type { Cast } from './cast.js';

/** Everything that is due of an ended project goes back: one treasurer prepares it, the other approves. */
export async function giveBackAll(cast: Cast, projectId: string, reason: string): Promise<void> {
  const { id } = await prepareRefund(cast.as('treasurer'), { projectId, reason });
  await approveRefund(cast.as('cosigner'), id, `DEMO-T-${id.slice(-6)}`);
}

/** The treasurer took one transfer for another, and waits for somebody to approve that it is taken back. */
export async function doubtAPayment({ db }: Services, cast: Cast): Promise<void> {
  const pledge = await db.read
    .createQueryBuilder(Pledge, 'pledge')
    .innerJoin(Project, 'project', 'project.id = pledge.projectId AND project.status = :raising', { raising: ProjectStatus.FUNDRAISING })
    .where('pledge.status = :paid AND pledge.payment = :transfer AND pledge.userId IS NULL', { paid: PledgeStatus.PAID, transfer: PaymentMethod.BANK_TRANSFER })
    .orderBy('pledge.paidAt', 'DESC')
    .getOneOrFail();
  await prepareReversal(cast.as('treasurer'), { pledgeId: pledge.id, reason: '同一天有两笔同额转账，备注码抄错了一位，到账应属另一位捐赠人。' });
}
