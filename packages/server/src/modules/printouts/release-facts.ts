import { may, type RequestContext } from '../../context.js';
import { isId } from '../../lib/ids.js';
import { namesOf } from '../identity/index.js';
import { milestoneLoader, releaseLoader, stageRelease } from '../milestones/index.js';
import { seeOrders, standingOrderOf } from '../orders/index.js';
import { organizationLoader, publicCodeOf, publicNameOf } from '../organizations/index.js';
import { groupNumber, numberOf, payeeAccountLoader } from '../payee-accounts/index.js';
import { projectLoader } from '../projects/index.js';

/** What the paper of a stage's payment says. */
export interface ReleaseFacts {
  /** The last part of the order's id. */
  number: string;
  amountFen: number;
  project: string;
  stage: string;
  payee: string;
  payeeCode: string | null;
  /** The account of the unit when the payment was prepared; null when it had none on record. */
  account: { name: string; bank: string; number: string } | null;
  preparedBy: string;
  preparedAt: Date;
  /** Null before the payment, and when one person was enough. */
  signedBy: string | null;
  releasedAt: Date | null;
  bankReference: string | null;
}

/** Returns the facts of a stage's payment. Null for viewers without `seeOrders`, and before it is prepared. */
export async function findReleaseFacts(context: RequestContext, milestoneId: string): Promise<ReleaseFacts | null> {
  if (!may(context, seeOrders) || !isId(milestoneId)) return null;
  const [milestone, release, order] = await Promise.all([
    milestoneLoader(context).load(milestoneId),
    releaseLoader(context).load(milestoneId),
    standingOrderOf(context, stageRelease, milestoneId),
  ]);
  if (milestone === null || release === null || order === null) return null;
  const project = (await projectLoader(context).load(milestone.projectId))!;
  const unit = (await organizationLoader(context).load(project.organizationId))!;
  const account =
    release.payeeAccountId === null ? null : await payeeAccountLoader(context).load(release.payeeAccountId);
  const people = await namesOf(context, [order.preparedById, order.signedById ?? order.preparedById]);
  return {
    number: order.id.slice(-12),
    amountFen: release.amountFen,
    project: project.title,
    stage: milestone.title,
    payee: publicNameOf(unit),
    payeeCode: publicCodeOf(unit),
    account: account && {
      name: account.accountName,
      bank: account.bank,
      number: groupNumber(await numberOf(context, account)),
    },
    preparedBy: people.get(order.preparedById) ?? '',
    preparedAt: order.preparedAt,
    signedBy: order.signedById === null ? null : (people.get(order.signedById) ?? ''),
    releasedAt: release.releasedAt,
    bankReference: release.bankReference,
  };
}
