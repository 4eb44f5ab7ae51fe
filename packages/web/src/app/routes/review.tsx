import { DESK_TABS } from '../../features/review/desk-tabs';
import { useAddressBar } from '../../lib/address-bar';
import { ReviewDesk } from './review-desk';

export function Component() {
  const { get } = useAddressBar();
  const tab = get('tab');
  return <ReviewDesk tab={DESK_TABS.find((one) => one === tab) ?? 'projects'} />;
}
