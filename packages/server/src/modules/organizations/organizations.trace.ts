import type { TraceKind } from '../trace/index.js';
import { manageUnits, verifyUnits } from './organizations.permissions.js';

export const unitMade: TraceKind = {
  name: 'UNIT_MADE',
  label: ['登记了单位', 'Registered a unit'],
  subject: 'unit',
};

export const unitChanged: TraceKind = {
  name: 'UNIT_CHANGED',
  label: ['修改了单位资料', 'Changed what a unit says of itself'],
  subject: 'unit',
  permission: manageUnits,
};

export const unitDecided: TraceKind = {
  name: 'UNIT_DECIDED',
  label: ['核验了单位', 'Decided on the verification of a unit'],
  subject: 'unit',
  permission: verifyUnits,
};

export const parentAsked: TraceKind = {
  name: 'UNIT_PARENT_ASKED',
  label: ['请求归属上级单位', 'Asked another unit to be above a unit'],
  subject: 'unit',
};

export const parentDecided: TraceKind = {
  name: 'UNIT_PARENT_DECIDED',
  label: ['处理了归属上级单位的请求', 'Decided on the request of a unit to belong to another'],
  subject: 'unit',
  permission: manageUnits,
};

export const memberInvited: TraceKind = {
  name: 'MEMBER_INVITED',
  label: ['邀请了成员', 'Invited a member'],
  subject: 'invitation',
};

export const invitationRevoked: TraceKind = {
  name: 'INVITATION_REVOKED',
  label: ['收回了邀请', 'Took an invitation back'],
  subject: 'invitation',
};

export const memberJoined: TraceKind = {
  name: 'MEMBER_JOINED',
  label: ['加入了单位', 'Joined a unit'],
  subject: 'unit',
};

export const memberRoleSet: TraceKind = {
  name: 'MEMBER_ROLE_SET',
  label: ['更改了成员身份', 'Gave a member another role'],
  subject: 'unit',
};

export const memberRemoved: TraceKind = {
  name: 'MEMBER_REMOVED',
  label: ['移除了成员', 'Ended a membership'],
  subject: 'unit',
};

export const unitHandedOver: TraceKind = {
  name: 'UNIT_HANDED_OVER',
  label: ['移交了单位负责人身份', 'Passed the ownership of a unit on'],
  subject: 'unit',
};

export const ownerReplaced: TraceKind = {
  name: 'OWNER_REPLACED',
  label: ['按两人的决定更换了单位负责人', "Replaced a unit's owner, as two people decided"],
  subject: 'unit',
  permission: manageUnits,
};

export const organizationsTraceKinds: readonly TraceKind[] = [
  unitMade,
  unitChanged,
  unitDecided,
  parentAsked,
  parentDecided,
  memberInvited,
  invitationRevoked,
  memberJoined,
  memberRoleSet,
  memberRemoved,
  unitHandedOver,
  ownerReplaced,
];
