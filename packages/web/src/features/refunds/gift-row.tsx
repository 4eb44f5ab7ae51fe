import type { GiftToTakeBackFragment } from '@hongchuang/schema';
import { Link } from 'react-router';

/** Whose gift it is, as the transfer names them, and the papers by which one finds it again. */
export function GiftRow({ gift }: { gift: GiftToTakeBackFragment }) {
  return (
    <span>
      {gift.payerName ?? gift.displayName}{' '}
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
