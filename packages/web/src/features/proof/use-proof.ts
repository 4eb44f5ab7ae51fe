import { useApolloClient } from '@apollo/client/react';
import {
  ConsistencyProofDocument,
  NewestHeadDocument,
  type ProofKeyPartsFragment,
  ReceiptProofDocument,
  type DocumentProofPartsFragment,
  type TreeHeadPartsFragment,
} from '@hongchuang/schema';
import { useCallback, useEffect, useState } from 'react';
import type { ShownReceipt } from './facts';
import type { AskConsistency, HeadVerdict, ReceiptVerdict } from './judge';
import { findSeenHead, keepSeenHead } from './seen-head';

/** Entries join the tree about a second after the payment. A server that lags behind needs a little longer. */
const WAITS_MS = [1_000, 1_000, 2_000, 3_000, 5_000, 8_000];

/** The state of a verification. */
export type Progress<V> =
  | { state: 'checking' }
  /** No fault was found, and there is nothing to verify yet. */
  | { state: 'waiting'; late: boolean }
  | { state: 'unreachable'; error: unknown }
  | { state: 'judged'; verdict: V; seen: TreeHeadPartsFragment | undefined };

type Client = ReturnType<typeof useApolloClient>;

/** Returns null while there is nothing to judge yet. `last` says that no further attempt follows by itself. */
type Judge<V> = (client: Client, seen: TreeHeadPartsFragment | undefined, last: boolean) => Promise<V | null>;

const askBy =
  (client: Client): AskConsistency =>
  async (from, to) => {
    const { data } = await client.query({
      query: ConsistencyProofDocument,
      variables: { from, to },
      fetchPolicy: 'no-cache',
    });
    return data?.consistencyProof ?? [];
  };

/** Runs `judge` until it has a result. `judge` never reads from the cache, because an old answer proves nothing. */
function useJudgement<V>(judge: Judge<V>): { progress: Progress<V>; again: () => void } {
  const client = useApolloClient();
  const [run, setRun] = useState(0);
  const [progress, setProgress] = useState<Progress<V>>({ state: 'checking' });
  useEffect(() => {
    let stopped = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const attempt = async (index: number): Promise<void> => {
      const seen = findSeenHead();
      const wait = WAITS_MS[index];
      const verdict = await judge(client, seen, wait === undefined);
      if (stopped) return;
      if (verdict !== null) return setProgress({ state: 'judged', verdict, seen });
      setProgress({ state: 'waiting', late: wait === undefined });
      if (wait !== undefined) timer = setTimeout(() => start(index + 1), wait);
    };
    const start = (index: number) =>
      void attempt(index).catch((error: unknown) => !stopped && setProgress({ state: 'unreachable', error }));
    start(0);
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [client, judge, run]);
  const again = useCallback(() => {
    setProgress({ state: 'checking' });
    setRun((count) => count + 1);
  }, []);
  return { progress, again };
}

export interface JudgedReceipt {
  result: Exclude<ReceiptVerdict, { state: 'waiting' }>;
  /** What the server sent, to be kept as evidence of either result. */
  sent: { proof: DocumentProofPartsFragment | null; keys: readonly ProofKeyPartsFragment[] };
}

/** Verifies the receipt that the page shows. */
export function useReceiptProof({
  number,
  amount,
  projectId,
}: ShownReceipt): ReturnType<typeof useJudgement<JudgedReceipt>> {
  const judge = useCallback<Judge<JudgedReceipt>>(
    async (client, seen, last) => {
      // The code of the verifier is loaded on demand, while the server looks up the proof.
      const [{ judgeReceipt }, { data }] = await Promise.all([
        import('./judge'),
        client.query({ query: ReceiptProofDocument, variables: { number }, fetchPolicy: 'no-cache' }),
      ]);
      const proof = data?.documentProof ?? null;
      const keys = data?.proofKeys ?? [];
      const result = await judgeReceipt({ number, amount, projectId }, proof, keys, seen, askBy(client));
      // With several servers, one may lag behind the one that responded before.
      if (result.state === 'waiting' || (result.state === 'failed' && result.fault === 'shrunk' && !last)) return null;
      if (result.state === 'proven') keepSeenHead(result.head);
      return { result, sent: { proof, keys } };
    },
    [number, amount, projectId],
  );
  return useJudgement(judge);
}

export interface JudgedHead {
  head: TreeHeadPartsFragment;
  verdict: HeadVerdict;
}

/** Verifies the newest head. */
export function useNewestHead(): ReturnType<typeof useJudgement<JudgedHead>> {
  const judge = useCallback<Judge<JudgedHead>>(async (client, seen, last) => {
    const [{ judgeHead }, { data }] = await Promise.all([
      import('./judge'),
      client.query({ query: NewestHeadDocument, fetchPolicy: 'no-cache' }),
    ]);
    const head = data?.treeHead;
    if (!head) return null;
    const verdict = await judgeHead(head, data.proofKeys, seen, askBy(client));
    if (verdict.state === 'bad' && verdict.fault === 'shrunk' && !last) return null;
    if (verdict.state === 'good') keepSeenHead(head);
    return { head, verdict };
  }, []);
  return useJudgement(judge);
}
