import { MakePledgeDocument, type MakePledgeMutation, type MakePledgeMutationVariables, type OwnPledgeFragment } from '@hongchuang/schema';
import { useCallback } from 'react';
import { type KeyedAction, useKeyedAction } from '../../lib/use-keyed-action';
import { keepPledge } from './kept-pledges';
import type { PledgeContent } from './plan';

export interface Pledging extends Omit<KeyedAction<MakePledgeMutation, MakePledgeMutationVariables, PledgeContent>, 'send'> {
  send: (content: PledgeContent) => Promise<void>;
}

/** Sends a gift once: what has no answer is repeated as it was, and after the answer nothing is sent until the donor gives again. */
export function usePledge(scope: string, onGiven: (pledge: OwnPledgeFragment) => void): Pledging {
  const { send: sendKeyed, ...action } = useKeyedAction(
    MakePledgeDocument,
    scope,
    (content: PledgeContent, idempotencyKey) => ({ input: { ...content, idempotencyKey } }),
    { leaves: true },
  );
  const send = useCallback(
    async (content: PledgeContent) => {
      const data = await sendKeyed(content);
      if (!data) return;
      keepPledge(data.pledge);
      onGiven(data.pledge);
    },
    [sendKeyed, onGiven],
  );
  return { ...action, send };
}
