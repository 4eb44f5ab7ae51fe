import type { MessageKey } from '../../messages/index.js';
import { type OrderContent, type OrderKind, SIGN_PATH } from '../orders/index.js';
import type { Programme, ProgrammeMove } from './programme.entities.js';
import { ProgrammeMoveKind } from './programme.enums.js';

/** Money of programmes is decided by two people, whatever the amount. */
const orderOf = (name: string, label: MessageKey): OrderKind => ({
  name,
  secondPerson: 'ALWAYS',
  label,
  path: () => SIGN_PATH,
  words: {
    ownUnit: 'programme.secondPerson',
    preparedByViewer: 'programme.secondPerson',
    otherDuty: 'programme.secondPerson',
  },
});

export const MOVE_ORDERS: Readonly<Record<ProgrammeMoveKind, OrderKind>> = {
  [ProgrammeMoveKind.INCOME]: orderOf('PROGRAMME_INCOME', 'programme.order.income'),
  [ProgrammeMoveKind.GRANTS]: orderOf('PROGRAMME_GRANTS', 'programme.order.grants'),
  [ProgrammeMoveKind.ALLOCATION]: orderOf('PROGRAMME_ALLOCATION', 'programme.order.allocation'),
};

/** Returns the order that decides a movement. */
export const contentOf = (
  { id, amountFen, note, programmeId }: ProgrammeMove,
  { title }: Pick<Programme, 'title'>,
): OrderContent => ({
  subjectId: id,
  projectId: null,
  unitId: null,
  amountFen,
  reason: note,
  limitScope: `programme:${programmeId}`,
  title,
});
