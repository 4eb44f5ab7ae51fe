import { attention } from './attention';

/** The key of a refusal whose request is accepted once the person has proved again who they are. */
export const PROOF_REQUIRED = 'identity.proofRequired';

/** Asks the person for a proof. Resolves with false when the person does not want to give one. */
type Ask = () => Promise<boolean>;

let ask: Ask | undefined;
let asked: Promise<boolean> | undefined;

/** The dialog that asks says so here, until the returned function is called. */
export function answerProofs(by: Ask): () => void {
  ask = by;
  return () => {
    if (ask === by) ask = undefined;
  };
}

/**
 * Asks the person for a proof, once for all requests that are refused at the same time. While nobody is at the page it
 * asks for none, because the page has sent the request by itself.
 */
export async function askForProof(): Promise<boolean> {
  if (ask === undefined || !attention.isHere()) return false;
  asked ??= ask().finally(() => {
    asked = undefined;
  });
  return asked;
}
