import { useEffect, useState } from 'react';
import type { Failure } from './failure';

/**
 * Shows the message of a refused input under its field. Returns the failure only when the form has no such field, so
 * that the caller shows it: const left = useFieldFailure(action.failure, stored.showFailure).
 */
export function useFieldFailure(
  failure: Failure | undefined,
  showFailure: (failure: Failure) => boolean,
): Failure | undefined {
  const [atField, setAtField] = useState<Failure>();
  useEffect(() => {
    if (failure && showFailure(failure)) setAtField(failure);
  }, [failure, showFailure]);
  return failure === atField ? undefined : failure;
}
