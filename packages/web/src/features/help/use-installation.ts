import { useQuery } from '@apollo/client/react';
import { OperatorPageDocument } from '@hongchuang/schema';
import { formatExact } from '../../lib/money';

/** The operator of the installation, and the figures that texts of the help name; undefined until they are read. */
export function useInstallation() {
  const { data, error, refetch } = useQuery(OperatorPageDocument);
  const platform = data?.platform;
  return {
    error,
    refetch,
    installation: platform && {
      operator: platform.operator,
      figures: {
        expiry: platform.pledgeExpiryDays,
        notice: platform.publicNoticeDays,
        min: formatExact(platform.minPledge),
      },
    },
  };
}
