import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { SafeInt } from '../../scalars.js';
import {
  needsOneSignature,
  obstacleToPrepare,
  obstacleToSign,
  OrderObstacle,
  OrderState,
  type Decider,
  type Duties,
} from '../orders/index.js';
import { refuseRelease } from './milestone.rules.js';

/** The state of a verified stage's payment, as the viewer sees it. */
export enum ReleaseState {
  PAYABLE = 'PAYABLE',
  TO_SIGN = 'TO_SIGN',
  WAITING = 'WAITING',
  BLOCKED = 'BLOCKED',
  PAID = 'PAID',
}

export enum ReleaseBlock {
  PROJECT_OVER = 'PROJECT_OVER',
  GOAL_NOT_REACHED = 'GOAL_NOT_REACHED',
  EARLIER_STAGE = 'EARLIER_STAGE',
  NOTHING_TO_RELEASE = 'NOTHING_TO_RELEASE',
  FUND_TOO_LOW = 'FUND_TOO_LOW',
  DECIDED_BY_VIEWER = 'DECIDED_BY_VIEWER',
  OWN_UNIT = 'OWN_UNIT',
  NEEDS_TREASURER = 'NEEDS_TREASURER',
  PREPARED_AGAINST_DUTY = 'PREPARED_AGAINST_DUTY',
  PAYEE_MISSING = 'PAYEE_MISSING',
  PAYEE_CHANGED = 'PAYEE_CHANGED',
}

registerEnumType(ReleaseState, {
  name: 'ReleaseState',
  description: "The state of a verified stage's payment for the viewer.",
  valuesConfig: {
    PAYABLE: { description: 'The viewer can pay or prepare it now.' },
    TO_SIGN: { description: 'Another person prepared it, and the viewer may sign.' },
    WAITING: { description: 'The viewer prepared it; another person has to sign.' },
    BLOCKED: { description: 'The viewer cannot pay or sign it now; `blockedBy` says why.' },
    PAID: { description: 'The money has left the fund.' },
  },
});
registerEnumType(ReleaseBlock, {
  name: 'ReleaseBlock',
  description: 'The reason why the viewer cannot pay or sign a verified stage now.',
  valuesConfig: {
    PROJECT_OVER: { description: 'The project was ended.' },
    GOAL_NOT_REACHED: { description: 'The funding rule is all or nothing, and the goal is not reached.' },
    EARLIER_STAGE: { description: 'An earlier stage has to be paid first.' },
    NOTHING_TO_RELEASE: { description: 'The project raised no money for this stage.' },
    FUND_TOO_LOW: { description: 'The fund holds less than the payment.' },
    DECIDED_BY_VIEWER: { description: 'The viewer decided on the project or on a report of one of its stages.' },
    OWN_UNIT: { description: 'The viewer belongs to the organisation that is paid.' },
    NEEDS_TREASURER: { description: 'A treasurer has to prepare it first.' },
    PREPARED_AGAINST_DUTY: {
      description:
        'The person who prepared the payment has a duty that excludes it. The payment has to be withdrawn and prepared again.',
    },
    PAYEE_MISSING: { description: 'The organisation has no verified account on record.' },
    PAYEE_CHANGED: {
      description:
        'The account of the organisation has changed since the payment was prepared. It has to be withdrawn and prepared again.',
    },
  },
});

@ObjectType({
  description: "The state of a stage's payment for the viewer. Only treasurers and administrators see it.",
})
export class ReleaseStanding {
  @Field(() => ReleaseState, { description: 'The state of the payment.' })
  state: ReleaseState;

  @Field(() => ReleaseBlock, {
    nullable: true,
    description: 'The reason why the payment is BLOCKED; null in other states.',
  })
  blockedBy: ReleaseBlock | null;

  @Field(() => SafeInt, { name: 'amount', description: 'Fen that were paid, are prepared, or would be paid now.' })
  amountFen: number;

  @Field(() => SafeInt, { name: 'balance', description: "Fen in the project's fund." })
  balanceFen: number;

  @Field(() => Boolean, { description: 'Whether the payment needs a second signature.' })
  needsSecond: boolean;

  @Field(() => SafeInt, {
    name: 'aloneThisMonth',
    description:
      'Fen that single persons have paid in this month of Shanghai to the organisation, for all its projects, or to its account, for all organisations that have it: the larger of both.',
  })
  aloneFen: number;

  @Field(() => SafeInt, {
    name: 'aloneUpTo',
    description: 'The limit in fen: up to this sum to one organisation in a month one signature is enough.',
  })
  aloneUpToFen: number;
}

/** Facts that decide on a verified stage's payment. */
export interface StageFacts {
  readonly isUnderWay: boolean;
  readonly waitsForGoal: boolean;
  readonly earlierAreReleased: boolean;
  readonly amountFen: number;
  readonly balanceFen: number;
  /** What single persons have paid this month to the organisation, or to its account: the larger of both. */
  readonly aloneFen: number;
  readonly aloneUpToFen: number;
  readonly duties: Duties;
  /** Whether the organisation has no account although one is demanded, or another one than the prepared payment names. */
  readonly payee: 'MISSING' | 'CHANGED' | null;
  readonly prepared: { readonly preparedById: string } | null;
}

const BLOCK_OF_REFUSAL: Record<string, ReleaseBlock> = {
  'milestone.goalNotReached': ReleaseBlock.GOAL_NOT_REACHED,
  'milestone.outOfOrder': ReleaseBlock.EARLIER_STAGE,
  'milestone.nothingToRelease': ReleaseBlock.NOTHING_TO_RELEASE,
  'milestone.fundTooLow': ReleaseBlock.FUND_TOO_LOW,
};

const BLOCK_OF_OBSTACLE: Partial<Record<OrderObstacle, ReleaseBlock>> = {
  [OrderObstacle.OWN_UNIT]: ReleaseBlock.OWN_UNIT,
  [OrderObstacle.OTHER_DUTY]: ReleaseBlock.DECIDED_BY_VIEWER,
  [OrderObstacle.NOT_A_TREASURER]: ReleaseBlock.NEEDS_TREASURER,
  [OrderObstacle.PREPARED_AGAINST_DUTY]: ReleaseBlock.PREPARED_AGAINST_DUTY,
};

/** Returns the state of a verified stage for `viewer`, by the same rules that `releaseMilestone` uses. */
export function standingOf(facts: StageFacts, viewer: Decider): ReleaseStanding {
  const { amountFen, balanceFen, aloneFen, aloneUpToFen, prepared, duties } = facts;
  const needsSecond = prepared !== null || !needsOneSignature(amountFen, aloneFen, aloneUpToFen);
  const standing = (state: ReleaseState, blockedBy: ReleaseBlock | null = null): ReleaseStanding =>
    Object.assign(new ReleaseStanding(), {
      state,
      blockedBy,
      amountFen,
      balanceFen,
      needsSecond,
      aloneFen,
      aloneUpToFen,
    });
  if (!facts.isUnderWay) return standing(ReleaseState.BLOCKED, ReleaseBlock.PROJECT_OVER);
  if (prepared !== null) {
    const obstacle = obstacleToSign({ state: OrderState.PREPARED, ...prepared }, viewer, duties);
    if (facts.payee === 'CHANGED') return standing(ReleaseState.BLOCKED, ReleaseBlock.PAYEE_CHANGED);
    if (obstacle === null) return standing(ReleaseState.TO_SIGN);
    return obstacle === OrderObstacle.PREPARED_BY_VIEWER
      ? standing(ReleaseState.WAITING)
      : standing(ReleaseState.BLOCKED, BLOCK_OF_OBSTACLE[obstacle]!);
  }
  // An obstacle that never goes away for this viewer comes before those that time may remove.
  const obstacle = obstacleToPrepare(viewer, duties);
  if (obstacle !== null && obstacle !== OrderObstacle.NOT_A_TREASURER)
    return standing(ReleaseState.BLOCKED, BLOCK_OF_OBSTACLE[obstacle]!);
  if (facts.payee === 'MISSING') return standing(ReleaseState.BLOCKED, ReleaseBlock.PAYEE_MISSING);
  const refusal = refuseRelease(facts);
  if (refusal !== null) return standing(ReleaseState.BLOCKED, BLOCK_OF_REFUSAL[refusal.key]!);
  return obstacle === null
    ? standing(ReleaseState.PAYABLE)
    : standing(ReleaseState.BLOCKED, ReleaseBlock.NEEDS_TREASURER);
}
