import { isObjectType, getNamedType } from 'graphql';
import { expect, it } from 'vitest';
import { createSchema } from '../../schema.js';
import { personalFieldsOf } from '../trace/index.js';

/**
 * Fields whose names sound like a person's data and that show none to staff alone: what is public, what belongs to the
 * viewer, and who did something on duty.
 */
const NOT_PERSONAL = new Set([
  'MatchFund.remarkCode',
  'ReplacedAnswer.text',
  'BillDifference.note',
  'Operator.name',
  'Operator.phone',
  'Operator.email',
  'Operator.address',
  'Account.name',
  'OrganizationMember.name',
  // Names of units, words of ours, and who is to own a new unit.
  'UnitChangePart.name',
  'UnitChangePart.ownerName',
  'UnitStake.name',
  'UnitStake.text',
  // Only the people of the unit see it.
  'UnitDeskMember.name',
  'Objection.raisedBy',
  'Objection.text',
  'OrderStep.by',
  'OrderStep.note',
  'PayoutDownload.by',
  'QueueLooker.name',
  'RefundOrder.approvedBy',
  'RoleGrant.grantedBy',
  'RoleGrant.signedBy',
  'RefundOrder.preparedBy',
  'StatementRow.decidedBy',
  'TracePerson.name',
  'TwoPersonOrder.preparedBy',
  'TwoPersonOrder.signedBy',
  'Work.startedBy',
  'AccountSuspension.restoredBy',
  'AccountSuspension.suspendedBy',
  // Part of `addressChange`, which is marked where staff see it.
  'AddressChange.newEmail',
  'Authenticator.name',
  'WorkResult.fileName',
  'Passkey.name',
  'Viewer.email',
  'Viewer.name',
  'DemoAccount.email',
  // Parts of `RefundItem.payee`, which is marked.
  'Payee.account',
  'Payee.name',
  // Who entered and decided on the account of a unit, on duty.
  'PayeeAccount.enteredBy',
  'PayeeAccount.decidedBy',
  // What editors of a unit see of its own lists, and nobody among the staff.
  'CollectedList.fileName',
  'CollectedList.remarkCode',
  'CollectedListRow.name',
  'CollectedListRow.note',
  'ListCellFault.message',
  // Words for the public.
  'ProjectUpdate.text',
  'UpdateVersion.text',
  'Question.text',
  'SearchHit.text',
  'BankMovement.note',
  'DisclosureCorrection.text',
  'DisclosureReport.text',
  'Measurement.note',
  'Notice.text',
  'Pledge.displayName',
  'Pledge.message',
  'Pledge.handledBy',
  'Pledge.onBehalfOfName',
  'Pledge.remarkCode',
  'Receipt.implementerName',
  'Receipt.replacedBy',
  'StatementFaultShown.message',
  'Receipt.onBehalfOfName',
  'PrivacyNotice.text',
  'ProgrammeMove.note',
  'ClosingObstacle.text',
  'Project.demoNote',
  // What `readProgrammeRecipients` returns. It takes a reason, and records the look itself.
  'GrantRead.account',
  'GrantRead.name',
  // Units, places, files and things.
  'OnlinePayment.qrText',
  'PayeeAccount.accountName',
  'WebhookDelivery.messageId',
  'Category.englishName',
  'Category.name',
  'Indicator.name',
  'Organization.name',
  'QueueState.name',
  'Region.englishName',
  'Region.fullName',
  'Region.name',
  'ReportedIndicator.name',
  'Sponsor.name',
  'Statement.fileName',
  'StoredFile.name',
  'StoredFile.previewUrl',
  'TraceFact.name',
  'TraceKindShown.name',
  'WorkCount.name',
]);

const SOUNDS_PERSONAL =
  /name|e?mail|phone|contact|payer|payee|donor|account|address|sender|by$|remark|text|note|preview|message/i;

it('marks every field that could show a person’s data to staff, so that a look at it is on record', () => {
  const schema = createSchema();
  const marked = new Set(personalFieldsOf(schema).keys());
  const sounding = Object.values(schema.getTypeMap()).flatMap((type) =>
    isObjectType(type) && !type.name.startsWith('__') && !['Query', 'Mutation', 'Subscription'].includes(type.name)
      ? Object.values(type.getFields())
          .filter(
            (field) => SOUNDS_PERSONAL.test(field.name) && ['String', 'ID'].includes(getNamedType(field.type).name),
          )
          .map((field) => `${type.name}.${field.name}`)
      : [],
  );
  expect(
    sounding.filter((field) => !marked.has(field) && !NOT_PERSONAL.has(field)),
    'mark these fields with @PersonalData, or list them above with what they show',
  ).toEqual([]);
  expect([...NOT_PERSONAL].filter((field) => !sounding.includes(field) || marked.has(field))).toEqual([]);
});
