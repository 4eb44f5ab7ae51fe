import type { OperationVariables, TypedDocumentNode } from '@apollo/client';
import { useCallback, useRef, useState } from 'react';
import { claimKey, dropKey, findUnsettled, settleKey, settles, type UnsettledKey } from './idempotency-key';
import { type Action, type ActionOptions, useAction } from './use-action';

export interface KeyedAction<TData, TVariables, TContent> extends Omit<Action<TData, TVariables>, 'run'> {
  /** Sends `content` under its key. Resolves with the data, or with undefined after a failure. */
  send: (content: TContent) => Promise<TData | undefined>;
  /** What was sent and not answered, in this visit or before a reload. It has to be cleared up first. */
  unsettled: UnsettledKey<TContent> | undefined;
  /** Forgets what was not answered, which stays valid if it was recorded. */
  drop: () => void;
}

const lookUp = <TContent>(scope: string) => ({ scope, unsettled: findUnsettled<TContent>(scope), begunAt: Date.now() });

/**
 * A mutation that records something new, sent under a key that is stored before it leaves: it counts once however often its
 * answer gets lost, it is pressed, or the same form is sent in another tab. `scope` names whose and what form it is.
 */
export function useKeyedAction<TData, TVariables extends OperationVariables, TContent>(
  document: TypedDocumentNode<TData, TVariables>,
  scope: string,
  variablesOf: (content: TContent, idempotencyKey: string) => TVariables,
  options: Omit<ActionOptions<TData>, 'kind'> = {},
): KeyedAction<TData, TVariables, TContent> {
  const [known, setKnown] = useState(() => lookUp<TContent>(scope));
  const latest = useRef({ variablesOf, options });
  latest.current = { variablesOf, options };
  // Somebody signed in or out: theirs is another key.
  const current = known.scope === scope ? known : lookUp<TContent>(scope);
  if (current !== known) setKnown(current);
  const { unsettled, begunAt } = current;
  const { run, begin: beginAction, reset, ...action } = useAction(document, {
    ...options,
    kind: 'keyed',
    onFailed: (refusal) => {
      if (settles(refusal, unsettled !== undefined)) dropKey(scope);
      setKnown((before) => ({ ...lookUp<TContent>(scope), begunAt: before.begunAt }));
      options.onFailed?.(refusal);
    },
  });

  const send = useCallback(
    async (content: TContent) => {
      // Looked at before the key is claimed: a press that is not sent must not leave a key behind.
      let key: string | undefined;
      const data = await run(() => latest.current.variablesOf(content, (key = claimKey(scope, content, begunAt))));
      if (data === undefined || key === undefined) return undefined;
      settleKey(scope, key, content);
      // A form that stays on the page is begun anew with its next content; one that leaves it begins with its next visit.
      if (!latest.current.options.leaves) setKnown(lookUp<TContent>(scope));
      return data;
    },
    [run, scope, begunAt],
  );
  const drop = useCallback(() => {
    dropKey(scope);
    reset();
    setKnown(lookUp<TContent>(scope));
  }, [scope, reset]);
  const begin = useCallback(() => {
    beginAction();
    setKnown(lookUp<TContent>(scope));
  }, [beginAction, scope]);

  return { ...action, send, unsettled, drop, reset, begin };
}
