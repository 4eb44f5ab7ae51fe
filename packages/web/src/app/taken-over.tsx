import { useEffect } from 'react';
import { endServedData } from '../lib/apollo';
import { setStartMoment } from '../lib/served';

/**
 * Drawn after the page. When its effect runs, the browser has taken over the page that the server sent: from now on the
 * page may differ from what was sent. The mark on the root tells tests and measurements that the page can be used.
 */
export function TakenOver() {
  useEffect(() => {
    endServedData();
    setStartMoment(undefined);
    document.getElementById('root')?.removeAttribute('data-served');
  }, []);
  return null;
}
