import type { OperationVariables, TypedDocumentNode } from '@apollo/client';
import { useCallback, useRef, useState } from 'react';
import { claimKey, dropKey, findUnsettled, settleKey, settles, type UnsettledKey } from './idempotency-key';
import { type Action, type ActionOptions, useAction } from './use-action';

export interface KeyedAction<TData, TVariables, TContent> extends Omit<Action<TData, TVariables>, 'run'> {
  /** Sends `content` under its key. Resolves with the data, or with undefined after a failure. */
  send: (content: TContent) => Promise<TData | undefined>;
  /** Content that was sent and has no answer, from this visit or from before a reload. It has to be settled first. */
  unsettled: UnsettledKey<TContent> | undefined;
  /** Forgets the content without an answer. If the server recorded it, it stays recorded. */
  drop: () => void;
}

const lookUp = <TContent>(scope: string) => ({ scope, unsettled: findUnsettled<TContent>(scope), begunAt: Date.now() });

/**
 * A mutation that records something new. It is sent under a key that is stored before the request. It counts once, even
 * when its answer is lost, the button is pressed again, or the same form is sent in another tab. `scope` names the
 * person and the form.
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
  // The viewer has changed, and another viewer has another key.
  const current = known.scope === scope ? known : lookUp<TContent>(scope);
  if (current !== known) setKnown(current);
  const { unsettled, begunAt } = current;
  const {
    run,
    begin: beginAction,
    reset,
    ...action
  } = useAction(document, {
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
      // The phase is checked before the key is claimed, because a press that sends nothing must not leave a key behind.
      let key: string | undefined;
      const data = await run(() => latest.current.variablesOf(content, (key = claimKey(scope, content, begunAt))));
      if (data === undefined || key === undefined) return undefined;
      settleKey(scope, key, content);
      // A form that stays on the page begins anew with its next content; one that leaves the page begins with its next
      // visit.
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
