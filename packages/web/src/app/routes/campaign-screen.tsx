import { useParams } from 'react-router';
import { CampaignScreen } from '../../features/campaigns/campaign-screen';

export function Component() {
  const { id = '' } = useParams();
  return <CampaignScreen key={id} id={id} />;
}
