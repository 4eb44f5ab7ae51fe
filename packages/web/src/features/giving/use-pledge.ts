import { MakePledgeDocument, type OwnPledgeFragment } from '@hongchuang/schema';
import { useCallback, useState } from 'react';
import type { Failure } from '../../lib/failure';
import { claimKey, findUnsettled, settleKey, type UnsettledKey } from '../../lib/idempotency-key';
import { useAction } from '../../lib/use-action';
import { keepPledge } from './kept-pledges';
import { type PledgeContent, settles } from './plan';

export interface Pledging {
  send: (content: PledgeContent) => Promise<void>;
  /** A gift that was sent and not answered, in this visit or before a reload. It has to be cleared up first. */
  unsettled: UnsettledKey<PledgeContent> | undefined;
  /** Forgets the unanswered gift, which stays valid if it was recorded. */
  drop: () => void;
  busy: boolean;
  failure: Failure | undefined;
}

const lookUp = (scope: string) => ({ scope, unsettled: findUnsettled<PledgeContent>(scope) });

/**
 * Sends a gift under a key that is stored before it leaves, so that it counts once however often its answer gets lost:
 * what has no answer is repeated as it was, never sent anew.
 */
export function usePledge(scope: string, onGiven: (pledge: OwnPledgeFragment) => void): Pledging {
  const [known, setKnown] = useState(() => lookUp(scope));
  // Somebody signed in or out: theirs is another key.
  const current = known.scope === scope ? known : lookUp(scope);
  if (current !== known) setKnown(current);
  const { unsettled } = current;
  const { run, busy, failure, reset } = useAction(MakePledgeDocument, {
    kind: 'keyed',
    onFailed: (refusal) => {
      if (settles(refusal, unsettled !== undefined)) settleKey(scope);
      setKnown(lookUp(scope));
    },
  });

  const send = useCallback(
    async (content: PledgeContent) => {
      const data = await run({ input: { ...content, idempotencyKey: claimKey(scope, content) } });
      if (!data) return;
      keepPledge(data.pledge);
      settleKey(scope);
      onGiven(data.pledge);
    },
    [run, scope, onGiven],
  );
  const drop = useCallback(() => {
    settleKey(scope);
    reset();
    setKnown(lookUp(scope));
  }, [scope, reset]);

  return { send, unsettled, drop, busy, failure };
}
