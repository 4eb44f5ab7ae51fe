import { useEffect, useState } from 'react';
import { answerProofs } from '../../lib/proof-of-identity';
import { inKit } from '../../ui/in-kit';

const ProofDialog = inKit(() => import('../../features/session/proof-dialog'));

type Settle = (isProved: boolean) => void;

/** Asks the person to prove again who they are, when a request needs it. The request is then sent again by itself. */
export function ProofAsker() {
  const [settle, setSettle] = useState<Settle>();
  useEffect(
    () =>
      answerProofs(
        () =>
          new Promise((resolve) => {
            setSettle(() => resolve);
          }),
      ),
    [],
  );
  if (settle === undefined) return null;
  return (
    <ProofDialog
      onEnd={(isProved) => {
        settle(isProved);
        setSettle(undefined);
      }}
    />
  );
}
