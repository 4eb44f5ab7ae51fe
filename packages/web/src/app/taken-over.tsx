import { useEffect } from 'react';
import { endServedData } from '../lib/apollo';
import { setStartMoment, whenTakenOver } from '../lib/served';

/**
 * Drawn after the page. When its effect runs, the browser has taken over the first screen of the page that the server
 * sent. Once the parts below it are taken over as well, the page may differ from what was sent. The mark on the root tells tests and measurements that the page can be used.
 */
export function TakenOver() {
  useEffect(() => {
    whenTakenOver(() => {
      endServedData();
      setStartMoment(undefined);
    });
    document.getElementById('root')?.removeAttribute('data-served');
  }, []);
  return null;
}
