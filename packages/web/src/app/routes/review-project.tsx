import { useParams } from 'react-router';
import { ReviewDesk } from './review-desk';

export function Component() {
  const { projectId } = useParams();
  return <ReviewDesk tab="projects" projectId={projectId} />;
}
