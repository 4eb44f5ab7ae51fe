import type { TraceKind } from '../trace/index.js';

export const unitsReminded: TraceKind = {
  name: 'UNITS_REMINDED',
  label: ['提醒下级单位组织捐赠', 'Reminded units below of a call for gifts'],
  subject: 'unit',
};

export const memberAmountsSet: TraceKind = {
  name: 'MEMBER_AMOUNTS_SET',
  label: ['设定谁可以看到成员的捐赠金额', 'Decided who sees what each member gave'],
  subject: 'unit',
};

export const unitDeskDownloaded: TraceKind = {
  name: 'UNIT_DESK_DOWNLOADED',
  label: ['下载了单位参与情况表', 'Downloaded the participation of a unit'],
  subject: 'unit',
};

export const unitDeskTraceKinds: readonly TraceKind[] = [unitsReminded, memberAmountsSet, unitDeskDownloaded];
