import { useQuery } from '@apollo/client/react';
import { CurrentNoticeVersionDocument } from '@hongchuang/schema';

/** Returns the version of the privacy notice that holds now; undefined until it is known. */
export const useNoticeVersion = (): string | undefined =>
  useQuery(CurrentNoticeVersionDocument).data?.privacyNotice?.version;
