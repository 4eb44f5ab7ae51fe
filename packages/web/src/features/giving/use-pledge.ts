import {
  MakePledgeDocument,
  type MakePledgeMutation,
  type MakePledgeMutationVariables,
  type OwnPledgeFragment,
} from '@hongchuang/schema';
import { useCallback, useRef } from 'react';
import { useNoticeVersion } from '../../lib/notice-version';
import { type KeyedAction, useKeyedAction } from '../../lib/use-keyed-action';
import { keepGiftKey } from './kept-payments';
import { keepPledge } from './kept-pledges';
import type { PledgeContent } from './plan';

export interface Pledging extends Omit<
  KeyedAction<MakePledgeMutation, MakePledgeMutationVariables, PledgeContent>,
  'send'
> {
  send: (content: PledgeContent) => Promise<void>;
}

/**
 * Sends a gift once. A gift without an answer is repeated unchanged. After the answer nothing is sent until the donor
 * gives again.
 */
export function usePledge(scope: string, onGiven: (pledge: OwnPledgeFragment) => void): Pledging {
  const noticeVersion = useNoticeVersion();
  const sentKey = useRef('');
  const { send: sendKeyed, ...action } = useKeyedAction(
    MakePledgeDocument,
    scope,
    // The version is no part of the content: the same gift keeps its key when the notice changes in between.
    (content: PledgeContent, idempotencyKey) => {
      sentKey.current = idempotencyKey;
      return { input: { ...content, idempotencyKey, ...(content.guest && { noticeVersion }) } };
    },
    { leaves: true },
  );
  const send = useCallback(
    async (content: PledgeContent) => {
      const data = await sendKeyed(content);
      if (!data) return;
      keepPledge(data.pledge);
      if (content.guest) keepGiftKey(data.pledge.id, sentKey.current);
      onGiven(data.pledge);
    },
    [sendKeyed, onGiven],
  );
  return { ...action, send };
}
