import { Outlet } from 'react-router';
import { Kit } from '../ui/kit';

/** The frame of pages with forms: it brings the kit of forms. */
export function Component() {
  return (
    <Kit>
      <Outlet />
    </Kit>
  );
}
