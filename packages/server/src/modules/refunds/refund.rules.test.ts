import 'reflect-metadata';
import { describe, expect, it } from 'vitest';
import { PaymentMethod, PledgeStatus } from '../pledges/index.js';
import { MilestoneStatus, ProjectActor, ProjectStatus } from '../projects/index.js';
import { RefundCause, RefundStatus } from './refund.entities.js';
import {
  causeOfEnd,
  dueFen,
  refuseDecision,
  refuseEnding,
  refuseProjectRefund,
  refuseRefund,
  refuseReversal,
  type Gift,
} from './refund.rules.js';

const gift: Gift = {
  status: PledgeStatus.PAID,
  payment: PaymentMethod.BANK_TRANSFER,
  keptFen: 1_000,
  usedFen: 0,
  isPrepared: false,
};

describe('a gift', () => {
  it.each<[string, Partial<Gift>, number]>([
    ['all of it when no stage used any', {}, 1_000],
    ['what is left when a stage used a part', { usedFen: 999 }, 1],
    ['nothing when stages used all', { usedFen: 1_000 }, 0],
    ['nothing while it is not paid', { status: PledgeStatus.PENDING }, 0],
    ['nothing once it was given back', { status: PledgeStatus.REFUNDED, keptFen: 0 }, 0],
  ])('is due with %s', (_what, changes, fen) => expect(dueFen({ ...gift, ...changes })).toBe(fen));

  // Each row also has the faults of the rows below it. The first fault is reported.
  const faults: [string, Partial<Gift>][] = [
    ['refund.alreadyRefunded', { status: PledgeStatus.REFUNDED, isPrepared: true, usedFen: 1_000 }],
    ['pledge.wrongStatus', { status: PledgeStatus.PENDING, isPrepared: true, usedFen: 1_000 }],
    ['refund.alreadyPrepared', { isPrepared: true, usedFen: 1_000 }],
    ['refund.allUsed', { usedFen: 1_000 }],
  ];
  it.each(faults)('is refused for %s', (key, changes) =>
    expect(refuseRefund({ ...gift, ...changes })).toMatchObject({ code: 'INVALID_STATE', key }),
  );
  it.each([{}, { usedFen: 999 }, { payment: PaymentMethod.SANDBOX }])('goes back: %j', (changes) =>
    expect(refuseRefund({ ...gift, ...changes })).toBeNull(),
  );

  const mistakes: [string, Partial<Gift>][] = [
    [
      'pledge.wrongStatus',
      { status: PledgeStatus.REFUNDED, payment: PaymentMethod.SANDBOX, isPrepared: true, usedFen: 1 },
    ],
    ['refund.nothingConfirmed', { payment: PaymentMethod.SANDBOX, isPrepared: true, usedFen: 1 }],
    ['refund.alreadyPrepared', { isPrepared: true, usedFen: 1 }],
    ['refund.usedByStage', { usedFen: 1 }],
  ];
  it.each(mistakes)('keeps its confirmation for %s', (key, changes) =>
    expect(refuseReversal({ ...gift, ...changes })).toMatchObject({ code: 'INVALID_STATE', key }),
  );
  it('loses its confirmation while no stage has used any of it', () => expect(refuseReversal(gift)).toBeNull());
});

describe('a project', () => {
  it.each(Object.values(ProjectStatus))('in state %s gives gifts back only when it has ended', (status) => {
    if (status === ProjectStatus.CANCELLED) expect(refuseProjectRefund(status)).toBeNull();
    else expect(refuseProjectRefund(status)).toMatchObject({ code: 'INVALID_STATE', params: { status } });
  });

  it.each(Object.values(MilestoneStatus))(
    'with a stage %s can end unless the stage has earned its payment',
    (status) => {
      const refusal = refuseEnding([{ status: MilestoneStatus.PLANNED }, { status }]);
      if (status === MilestoneStatus.VERIFIED)
        expect(refusal).toMatchObject({ code: 'INVALID_STATE', key: 'project.stageUnpaid' });
      else expect(refusal).toBeNull();
    },
  );

  it('that nobody ended did not reach its goal', () => {
    expect(Object.values(ProjectActor).map((actor) => [actor, causeOfEnd(actor)])).toEqual([
      [ProjectActor.IMPLEMENTER, RefundCause.PROJECT_CANCELLED],
      [ProjectActor.REVIEWER, RefundCause.PROJECT_CANCELLED],
      [ProjectActor.PLATFORM, RefundCause.GOAL_NOT_REACHED],
    ]);
  });
});

describe('an order', () => {
  it.each([
    [RefundStatus.PREPARED, true],
    [RefundStatus.APPROVED, false],
    [RefundStatus.WITHDRAWN, false],
  ])('%s: still waits for a decision: %s', (status, open) => {
    expect(refuseDecision(status) === null).toBe(open);
  });
});
