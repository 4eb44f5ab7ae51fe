import { DecideProjectDocument } from '@hongchuang/schema';
import { useEffect, useSyncExternalStore } from 'react';
import { apollo } from '../../lib/apollo';
import { toFailure } from '../../lib/failure';
import { removeFromList } from '../../lib/remove-from-list';
import { forgetStoredForm } from '../../lib/stored-form';
import { Decisions, type HeldDecision } from './decisions';

export const decisionFormKey = (projectId: string) => `review:${projectId}`;

export const decisions = new Decisions(async ({ projectId, decision, comment }) => {
  try {
    await apollo.mutate({
      mutation: DecideProjectDocument,
      variables: { input: { projectId, decision, comment: comment || null } },
      // With keepalive the browser finishes the request even when the page closes.
      context: { fetchOptions: { keepalive: true } },
      update: (cache) => removeFromList(cache, 'reviewQueue', 'Project', projectId),
    });
    forgetStoredForm(decisionFormKey(projectId));
    return { sent: true };
  } catch (error) {
    return { sent: false, failure: toFailure(error) };
  }
});

let desksOpen = 0;

/**
 * Returns the held decisions. Leaving the desk sends them. Closing the tab asks first, and sends them when the person
 * leaves anyway.
 */
export function useDecisions(): readonly HeldDecision[] {
  useEffect(() => {
    desksOpen += 1;
    return () => {
      desksOpen -= 1;
      // Going from one project to the next closes one desk and opens another at once, which must not send the
      // decisions.
      setTimeout(() => {
        if (desksOpen === 0) decisions.sendAllHeld();
      }, 0);
    };
  }, []);
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (decisions.snapshot().some((one) => one.state === 'held' || one.state === 'sending')) event.preventDefault();
    };
    const leave = () => decisions.sendAllHeld();
    addEventListener('beforeunload', ask);
    addEventListener('pagehide', leave);
    return () => {
      removeEventListener('beforeunload', ask);
      removeEventListener('pagehide', leave);
    };
  }, []);
  return useSyncExternalStore(decisions.subscribe, decisions.snapshot);
}
