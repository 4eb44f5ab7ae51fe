import { useEffect, useState } from 'react';
import type { Failure } from './failure';

/**
 * Puts a refused input's message under its field once it arrives, and returns the failure only while it has to be
 * said elsewhere: const left = useFieldFailure(action.failure, stored.showFailure).
 */
export function useFieldFailure(failure: Failure | undefined, showFailure: (failure: Failure) => boolean): Failure | undefined {
  const [atField, setAtField] = useState<Failure>();
  useEffect(() => {
    if (failure && showFailure(failure)) setAtField(failure);
  }, [failure, showFailure]);
  return failure === atField ? undefined : failure;
}
