import { useAddressBar } from '../../lib/address-bar';
import { ReviewDesk } from './review-desk';

export function Component() {
  const { get } = useAddressBar();
  const tab = get('tab');
  return <ReviewDesk tab={tab === 'objections' || tab === 'measurements' ? tab : 'projects'} />;
}
