import { requireViewer } from '../../context.js';
import { forbidden } from '../../errors.js';
import { defineTopic } from '../../live/topics.js';
import { holds } from '../../permission.js';
import { queues } from './queue.js';

/** Changes when somebody opens or closes an item of any queue. */
export const CLAIMS = defineTopic('queue:claims', (context) => {
  const viewer = requireViewer(context);
  if (!queues.all().some(({ see }) => holds(viewer, see))) throw forbidden();
});
