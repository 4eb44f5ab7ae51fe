import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { SafeInt } from '../../scalars.js';
import { isOneEnough, obstacleToPrepare, obstacleToSign, OrderObstacle, OrderState, type Decider, type Duties } from '../orders/index.js';
import { refuseRelease } from './milestone.rules.js';

/** What a verified stage waits for, as the viewer sees it. */
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
}

registerEnumType(ReleaseState, {
  name: 'ReleaseState',
  description: 'What the payment of a verified stage waits for, as the viewer stands to it.',
  valuesConfig: {
    PAYABLE: { description: 'The viewer can pay or prepare it now.' },
    TO_SIGN: { description: 'Somebody else prepared it, and the viewer may sign.' },
    WAITING: { description: 'The viewer prepared it; somebody else has to sign.' },
    BLOCKED: { description: 'The viewer cannot pay or sign it now; `blockedBy` says why.' },
    PAID: { description: 'Its money left the fund.' },
  },
});
registerEnumType(ReleaseBlock, {
  name: 'ReleaseBlock',
  description: 'Why the viewer cannot pay or sign a verified stage now.',
  valuesConfig: {
    PROJECT_OVER: { description: 'The project was ended.' },
    GOAL_NOT_REACHED: { description: 'All or nothing holds, and the goal is not reached.' },
    EARLIER_STAGE: { description: 'An earlier stage has to be paid first.' },
    NOTHING_TO_RELEASE: { description: 'The project raised nothing that this stage has a share of.' },
    FUND_TOO_LOW: { description: 'The fund holds less than the payment.' },
    DECIDED_BY_VIEWER: { description: 'The viewer decided on a report of the stage.' },
    OWN_UNIT: { description: 'The viewer belongs to the organisation that is paid.' },
    NEEDS_TREASURER: { description: 'A treasurer has to prepare it first.' },
    PREPARED_AGAINST_DUTY: { description: 'Whoever prepared it has a duty that excludes it; it has to be withdrawn and prepared anew.' },
  },
});

@ObjectType({ description: 'How the payment of a stage stands for the viewer. For treasurers and administrators only.' })
export class ReleaseStanding {
  @Field(() => ReleaseState, { description: 'What it waits for.' })
  state: ReleaseState;

  @Field(() => ReleaseBlock, { nullable: true, description: 'Why it is BLOCKED; null in other states.' })
  blockedBy: ReleaseBlock | null;

  @Field(() => SafeInt, { name: 'amount', description: 'Fen that were paid, are prepared, or would be paid now.' })
  amountFen: number;

  @Field(() => SafeInt, { name: 'balance', description: 'Fen in the project\'s fund.' })
  balanceFen: number;

  @Field(() => Boolean, { description: 'Whether it takes a second signature.' })
  needsSecond: boolean;

  @Field(() => SafeInt, { name: 'aloneThisMonth', description: 'Fen that single persons have paid of the project in this month of Shanghai.' })
  aloneFen: number;

  @Field(() => SafeInt, { name: 'aloneUpTo', description: 'Up to so many fen of a project and month one signature is enough.' })
  aloneUpToFen: number;
}

/** What a verified stage's payment depends on. */
export interface StageFacts {
  readonly isUnderWay: boolean;
  readonly waitsForGoal: boolean;
  readonly earlierAreReleased: boolean;
  readonly amountFen: number;
  readonly balanceFen: number;
  /** What single persons have paid of the project this month. */
  readonly aloneFen: number;
  readonly aloneUpToFen: number;
  readonly duties: Duties;
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

/** How a verified stage stands for `viewer`: by the same rules that `releaseMilestone` refuses by. */
export function standingOf(facts: StageFacts, viewer: Decider): ReleaseStanding {
  const { amountFen, balanceFen, aloneFen, aloneUpToFen, prepared, duties } = facts;
  const needsSecond = prepared !== null || !isOneEnough(amountFen, aloneFen, aloneUpToFen);
  const standing = (state: ReleaseState, blockedBy: ReleaseBlock | null = null): ReleaseStanding =>
    Object.assign(new ReleaseStanding(), { state, blockedBy, amountFen, balanceFen, needsSecond, aloneFen, aloneUpToFen });
  if (!facts.isUnderWay) return standing(ReleaseState.BLOCKED, ReleaseBlock.PROJECT_OVER);
  if (prepared !== null) {
    const obstacle = obstacleToSign({ state: OrderState.PREPARED, ...prepared }, viewer, duties);
    if (obstacle === null) return standing(ReleaseState.TO_SIGN);
    return obstacle === OrderObstacle.PREPARED_BY_VIEWER ? standing(ReleaseState.WAITING) : standing(ReleaseState.BLOCKED, BLOCK_OF_OBSTACLE[obstacle]!);
  }
  // What the viewer can never do comes before what time may mend.
  const obstacle = obstacleToPrepare(viewer, duties);
  if (obstacle !== null && obstacle !== OrderObstacle.NOT_A_TREASURER) return standing(ReleaseState.BLOCKED, BLOCK_OF_OBSTACLE[obstacle]!);
  const refusal = refuseRelease(facts);
  if (refusal !== null) return standing(ReleaseState.BLOCKED, BLOCK_OF_REFUSAL[refusal.key]!);
  return obstacle === null ? standing(ReleaseState.PAYABLE) : standing(ReleaseState.BLOCKED, ReleaseBlock.NEEDS_TREASURER);
}
