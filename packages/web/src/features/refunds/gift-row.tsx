import type { GiftToTakeBackFragment } from '@hongchuang/schema';
import { Link } from 'react-router';

/** The name on the transfer of a gift, and the papers by which the gift can be found. */
export function GiftRow({ gift }: { gift: GiftToTakeBackFragment }) {
  return (
    <span>
      {gift.onBehalfOfName ?? gift.payerName ?? gift.displayName}{' '}
      <span className="small quiet num">
        {gift.remarkCode}
        {gift.receipt && (
          <>
            {' · '}
            <Link to={`/receipts/${gift.receipt.number}`}>{gift.receipt.number}</Link>
          </>
        )}
      </span>
    </span>
  );
}
