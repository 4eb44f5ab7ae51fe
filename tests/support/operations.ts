import { buildSchema, getNamedType, isCompositeType } from 'graphql';
import { readFileSync } from 'node:fs';

/**
 * Every mutation in the form that the stories send, by its name: the input in variables, and in the answer only what
 * the sender may see.
 */
export const MUTATIONS = {
  signUp: 'mutation SignUp($input: SignUpInput!) { signUp(input: $input) { id } }',
  signIn: 'mutation SignIn($email: String!, $password: String!) { signIn(email: $email, password: $password) { id } }',
  signOut: 'mutation SignOut { signOut }',
  updateProfile: 'mutation UpdateProfile($name: String!) { updateProfile(name: $name) { id name } }',
  changePassword:
    'mutation ChangePassword($currentPassword: String!, $newPassword: String!) { changePassword(currentPassword: $currentPassword, newPassword: $newPassword) { id } }',
  sendVerification: 'mutation SendVerification { sendVerification { id } }',
  verifyEmail: 'mutation VerifyEmail($token: String!) { verifyEmail(token: $token) { id } }',
  requestPasswordReset: 'mutation RequestPasswordReset($email: String!) { requestPasswordReset(email: $email) }',
  resetPassword:
    'mutation ResetPassword($token: String!, $newPassword: String!) { resetPassword(token: $token, newPassword: $newPassword) }',
  startAuthenticator:
    'mutation StartAuthenticator($password: String!) { startAuthenticator(password: $password) { uri } }',
  addAuthenticator:
    'mutation AddAuthenticator($name: String!, $code: String!) { addAuthenticator(name: $name, code: $code) }',
  removeAuthenticator:
    'mutation RemoveAuthenticator($id: ID!, $password: String!) { removeAuthenticator(id: $id, password: $password) { id } }',
  renewRecoveryCodes: 'mutation RenewRecoveryCodes($password: String!) { renewRecoveryCodes(password: $password) }',
  confirmSecondFactor:
    'mutation ConfirmSecondFactor($challenge: String!, $code: String!) { confirmSecondFactor(challenge: $challenge, code: $code) { id } }',
  askAddressChange:
    'mutation AskAddressChange($newEmail: String!, $password: String!) { askAddressChange(newEmail: $newEmail, password: $password) { id email addressChange { newEmail newConfirmedAt oldConfirmedAt waivedFrom } } }',
  confirmNewAddress:
    'mutation ConfirmNewAddress($token: String!) { confirmNewAddress(token: $token) { id email emailVerified addressChange { newConfirmedAt } } }',
  answerAddressChange:
    'mutation AnswerAddressChange($token: String!, $agrees: Boolean!) { answerAddressChange(token: $token, agrees: $agrees) }',
  cancelAddressChange: 'mutation CancelAddressChange { cancelAddressChange { id addressChange { id } } }',
  keepSecondFactors: 'mutation KeepSecondFactors($token: String!) { keepSecondFactors(token: $token) }',
  keepOwnSecondFactors: 'mutation KeepOwnSecondFactors { keepOwnSecondFactors { id secondFactorsRemovedAt } }',
  suspendAccount:
    'mutation SuspendAccount($userId: ID!, $reason: String!) { suspendAccount(userId: $userId, reason: $reason) { id suspendedAt } }',
  restoreAccount:
    'mutation RestoreAccount($userId: ID!, $reason: String!) { restoreAccount(userId: $userId, reason: $reason) { id suspendedAt } }',
  signOutAccount:
    'mutation SignOutAccount($userId: ID!, $reason: String!) { signOutAccount(userId: $userId, reason: $reason) { id } }',
  askForPasskey: 'mutation AskForPasskey { askForPasskey }',
  endSession: 'mutation EndSession($id: ID!) { endSession(id: $id) { id } }',
  endOtherSessions: 'mutation EndOtherSessions { endOtherSessions { id } }',
  setPlatformRoles:
    'mutation SetPlatformRoles($userId: ID!, $roles: [PlatformRole!]!, $organizationId: ID, $validUntil: DateTime, $reason: String) { setPlatformRoles(userId: $userId, roles: $roles, organizationId: $organizationId, validUntil: $validUntil, reason: $reason) { id roles grants { role scope organization { id } grantedBy } waitingChanges { id role isGiven } } }',
  signRoleChange: 'mutation SignRoleChange($id: ID!) { signRoleChange(id: $id) { id account { roles } } }',
  withdrawRoleChange:
    'mutation WithdrawRoleChange($id: ID!, $reason: String) { withdrawRoleChange(id: $id, reason: $reason) { id order { state } } }',

  prepareOwnerReplacement:
    'mutation PrepareOwnerReplacement($organizationId: ID!, $email: String!, $reason: String!) { prepareOwnerReplacement(organizationId: $organizationId, email: $email, reason: $reason) { id kind state } }',
  prepareFactorRemoval:
    'mutation PrepareFactorRemoval($userId: ID!, $reason: String!) { prepareFactorRemoval(userId: $userId, reason: $reason) { id kind state } }',
  prepareAddressWaiver:
    'mutation PrepareAddressWaiver($userId: ID!, $reason: String!) { prepareAddressWaiver(userId: $userId, reason: $reason) { id kind state } }',
  signAccessChange: 'mutation SignAccessChange($id: ID!) { signAccessChange(id: $id) { id state takesEffectAt } }',
  withdrawAccessChange:
    'mutation WithdrawAccessChange($id: ID!, $reason: String) { withdrawAccessChange(id: $id, reason: $reason) { id state order { state } } }',
  acceptPrivacyNotice:
    'mutation AcceptPrivacyNotice($version: String!) { acceptPrivacyNotice(version: $version) { id acceptedNotice noticeDue } }',
  hideGiftWords:
    'mutation HideGiftWords($input: HideGiftWordsInput!) { hideGiftWords(input: $input) { id displayName message tombstones { what cause digest at } } }',
  askPhoneCode:
    'mutation AskPhoneCode($number: String!, $password: String!) { askPhoneCode(number: $number, password: $password) { id phoneConfirmation { masked sent } } }',
  confirmPhone: 'mutation ConfirmPhone($code: String!) { confirmPhone(code: $code) { id phone { masked } } }',
  removePhone: 'mutation RemovePhone($password: String!) { removePhone(password: $password) { id } }',
  renamePasskey: 'mutation RenamePasskey($id: ID!, $name: String!) { renamePasskey(id: $id, name: $name) { id } }',
  readDonorPhone:
    'mutation ReadDonorPhone($pledgeId: ID!, $reason: String!) { readDonorPhone(pledgeId: $pledgeId, reason: $reason) { value } }',
  readKeptName:
    'mutation ReadKeptName($number: String!, $reason: String!) { readKeptName(number: $number, reason: $reason) { value } }',
  takeDownFile:
    'mutation TakeDownFile($id: ID!, $cause: TakedownCause!, $reason: String!) { takeDownFile(id: $id, cause: $cause, reason: $reason) { id name sha256 takenDownAt tombstone { what cause digest } } }',
  closeAccount: 'mutation CloseAccount($password: String!) { closeAccount(password: $password) }',

  createOrganization:
    'mutation CreateOrganization($input: CreateOrganizationInput!) { createOrganization(input: $input) { id name about verification } }',
  updateOrganization:
    'mutation UpdateOrganization($id: ID!, $input: UpdateOrganizationInput!) { updateOrganization(id: $id, input: $input) { id name about verification } }',
  verifyOrganization:
    'mutation VerifyOrganization($id: ID!, $accepted: Boolean!, $comment: String) { verifyOrganization(id: $id, accepted: $accepted, comment: $comment) { id verificationComment } }',
  inviteMember:
    'mutation InviteMember($input: InviteMemberInput!) { inviteMember(input: $input) { id email expiresAt } }',
  revokeInvitation: 'mutation RevokeInvitation($id: ID!) { revokeInvitation(id: $id) { id } }',
  acceptInvitation: 'mutation AcceptInvitation($token: String!) { acceptInvitation(token: $token) { role } }',
  setMemberRole:
    'mutation SetMemberRole($organizationId: ID!, $userId: ID!, $role: MembershipRole!) { setMemberRole(organizationId: $organizationId, userId: $userId, role: $role) { id } }',
  handOverUnit:
    'mutation HandOverUnit($organizationId: ID!, $userId: ID!) { handOverUnit(organizationId: $organizationId, userId: $userId) { id viewerRole } }',
  removeMember:
    'mutation RemoveMember($organizationId: ID!, $userId: ID!) { removeMember(organizationId: $organizationId, userId: $userId) { id } }',

  createProject: `mutation CreateProject($input: CreateProjectInput!) { createProject(input: $input) {
    id slug title summary story category region milestones { id title amount } indicators { id name unit target }
  } }`,
  updateProject:
    'mutation UpdateProject($id: ID!, $input: UpdateProjectInput!) { updateProject(id: $id, input: $input) { id title summary story category region } }',
  submitProject: 'mutation SubmitProject($id: ID!) { submitProject(id: $id) { id status } }',
  withdrawProject: 'mutation WithdrawProject($id: ID!) { withdrawProject(id: $id) { id status } }',
  stopProject:
    'mutation StopProject($id: ID!, $reason: String!) { stopProject(id: $id, reason: $reason) { id status history { reason } } }',
  prepareRefund:
    'mutation PrepareRefund($input: PrepareRefundInput!) { prepareRefund(input: $input) { id status cause giftCount total } }',
  prepareReversal:
    'mutation PrepareReversal($input: PrepareReversalInput!) { prepareReversal(input: $input) { id status cause giftCount total } }',
  approveRefund:
    'mutation ApproveRefund($id: ID!, $bankReference: String) { approveRefund(id: $id, bankReference: $bankReference) { id status approvedAt bankReference } }',
  withdrawRefund:
    'mutation WithdrawRefund($id: ID!, $reason: String) { withdrawRefund(id: $id, reason: $reason) { id status withdrawnAt } }',
  cancelProject:
    'mutation CancelProject($id: ID!, $reason: String!) { cancelProject(id: $id, reason: $reason) { id status history { reason } } }',
  reviewProject:
    'mutation ReviewProject($input: ReviewProjectInput!) { reviewProject(input: $input) { id status noticeEndsAt history { reason } } }',
  raiseObjection:
    'mutation RaiseObjection($projectId: ID!, $text: String!, $idempotencyKey: ID) { raiseObjection(projectId: $projectId, text: $text, idempotencyKey: $idempotencyKey) { id text raisedBy } }',
  answerObjection:
    'mutation AnswerObjection($input: AnswerObjectionInput!) { answerObjection(input: $input) { id answer outcome } }',

  pledge:
    'mutation Pledge($input: PledgeInput!) { pledge(input: $input) { id status amount displayName message remarkCode payerName receipt { number donorName } } }',
  cancelPledge: 'mutation CancelPledge($id: ID!) { cancelPledge(id: $id) { id status } }',
  endPledge: 'mutation EndPledge($id: ID!, $reason: String!) { endPledge(id: $id, reason: $reason) { id status } }',
  confirmPayment:
    'mutation ConfirmPayment($input: ConfirmPaymentInput!) { confirmPayment(input: $input) { id status receipt { number } } }',

  confirmPayments:
    'mutation ConfirmPayments($inputs: [ConfirmPaymentInput!]!) { confirmPayments(inputs: $inputs) { id status receipt { number } } }',

  setInvoiceTitle:
    'mutation SetInvoiceTitle($input: SetInvoiceTitleInput!) { setInvoiceTitle(input: $input) { title taxNumber } }',
  recordInvoiceNumber:
    'mutation RecordInvoiceNumber($input: RecordInvoiceNumberInput!) { recordInvoiceNumber(input: $input) { number invoiceNumber invoiceRecords { invoiceNumber reason } } }',

  recordInvoiceNumbers:
    'mutation RecordInvoiceNumbers($inputs: [RecordInvoiceNumberInput!]!) { recordInvoiceNumbers(inputs: $inputs) { number invoiceNumber } }',

  recordMeasurement:
    'mutation RecordMeasurement($input: RecordMeasurementInput!) { recordMeasurement(input: $input) { id note } }',
  verifyMeasurement:
    'mutation VerifyMeasurement($id: ID!, $accepted: Boolean!, $comment: String) { verifyMeasurement(id: $id, accepted: $accepted, comment: $comment) { id status comment } }',

  submitMilestone:
    'mutation SubmitMilestone($input: SubmitMilestoneInput!) { submitMilestone(input: $input) { id status reports { report evidenceUrls } } }',
  registerPushDevice:
    'mutation RegisterPushDevice($input: RegisterPushDeviceInput!) { registerPushDevice(input: $input) { id device createdAt } }',
  endPushDevice: 'mutation EndPushDevice($id: ID!) { endPushDevice(id: $id) { id pushDevices { id } } }',
  readNotices: 'mutation ReadNotices($ids: [ID!]) { readNotices(ids: $ids) { id unreadNotices } }',
  nameDeputy:
    'mutation NameDeputy($input: NameDeputyInput!) { nameDeputy(input: $input) { deputy absent from until } }',
  endDeputy: 'mutation EndDeputy { endDeputy }',
  claimItem: 'mutation ClaimItem($queue: ID!, $id: ID!) { claimItem(queue: $queue, id: $id) }',
  releaseItem: 'mutation ReleaseItem($queue: ID!, $id: ID!) { releaseItem(queue: $queue, id: $id) }',
  setNoticeWay:
    'mutation SetNoticeWay($topic: NoticeTopic!, $way: NoticeWay!) { setNoticeWay(topic: $topic, way: $way) { id noticeSettings { topic label kinds way } } }',
  setNoticeLanguage:
    'mutation SetNoticeLanguage($language: NoticeLanguage!) { setNoticeLanguage(language: $language) { id noticePreferences { language } } }',
  setQuietHours:
    'mutation SetQuietHours($from: Int, $until: Int) { setQuietHours(from: $from, until: $until) { id noticePreferences { quietFrom quietUntil } } }',
  registerWebhook:
    'mutation RegisterWebhook($input: RegisterWebhookInput!) { registerWebhook(input: $input) { secret webhook { id url topics state project { id } } } }',
  rotateWebhookSecret: 'mutation Rotate($id: ID!) { rotateWebhookSecret(id: $id) { secret webhook { id } } }',
  setWebhookOn:
    'mutation SetWebhookOn($id: ID!, $on: Boolean!) { setWebhookOn(id: $id, on: $on) { id state failingSince } }',
  removeWebhook: 'mutation RemoveWebhook($id: ID!) { removeWebhook(id: $id) }',
  pingWebhook: 'mutation PingWebhook($id: ID!) { pingWebhook(id: $id) { id type messageId state } }',
  sendWebhookAgain: 'mutation SendAgain($deliveryId: ID!) { sendWebhookAgain(deliveryId: $deliveryId) { id state } }',
  stopMail: 'mutation StopMail($token: String!) { stopMail(token: $token) { about stopped } }',
  reviewMilestone:
    'mutation ReviewMilestone($input: ReviewMilestoneInput!) { reviewMilestone(input: $input) { id status reports { comment } } }',
  enterPayeeAccount:
    'mutation EnterPayeeAccount($input: EnterPayeeAccountInput!) { enterPayeeAccount(input: $input) { id state maskedNumber } }',
  withdrawPayeeAccount:
    'mutation WithdrawPayeeAccount($id: ID!, $reason: String) { withdrawPayeeAccount(id: $id, reason: $reason) { id state } }',
  decidePayeeAccount:
    'mutation DecidePayeeAccount($id: ID!, $accepted: Boolean!, $reason: String) { decidePayeeAccount(id: $id, accepted: $accepted, reason: $reason) { id state } }',
  releaseMilestone:
    'mutation ReleaseMilestone($id: ID!, $bankReference: String) { releaseMilestone(id: $id, bankReference: $bankReference) { id status release { bankReference } } }',
  releaseMilestones:
    'mutation ReleaseMilestones($ids: [ID!]!, $version: String!, $bankReference: String) { releaseMilestones(ids: $ids, version: $version, bankReference: $bankReference) { id status release { bankReference } } }',
  withdrawRelease:
    'mutation WithdrawRelease($id: ID!, $reason: String) { withdrawRelease(id: $id, reason: $reason) { id status release { amount } } }',

  publishDisclosureReport:
    'mutation PublishDisclosureReport($input: PublishDisclosureReportInput!) { publishDisclosureReport(input: $input) { id text evidenceUrls } }',
  correctDisclosureReport:
    'mutation CorrectDisclosureReport($input: CorrectDisclosureReportInput!) { correctDisclosureReport(input: $input) { id corrections { text } } }',

  foundMatchFund:
    'mutation FoundMatchFund($input: FoundMatchFundInput!) { foundMatchFund(input: $input) { id state paidIn given left remarkCode } }',
  decideMatchFund:
    'mutation DecideMatchFund($id: ID!, $accepted: Boolean!, $reason: String) { decideMatchFund(id: $id, accepted: $accepted, reason: $reason) { id state reason decidedAt } }',
  endMatchFund:
    'mutation EndMatchFund($id: ID!, $reason: String!) { endMatchFund(id: $id, reason: $reason) { id state endedAt } }',
  confirmMatchPayment:
    'mutation ConfirmMatchPayment($input: ConfirmMatchPaymentInput!) { confirmMatchPayment(input: $input) { id paidIn left } }',

  remindUnits:
    'mutation RemindUnits($input: RemindUnitsInput!) { remindUnits(input: $input) { id sentAt unit { id } } }',
  setMemberAmounts: 'mutation SetMemberAmounts($input: MemberAmountsInput!) { setMemberAmounts(input: $input) { id } }',
  askUnitMerger: 'mutation AskMerger($input: UnitMergerInput!) { askUnitMerger(input: $input) { id state } }',
  askUnitSplit: 'mutation AskSplit($input: UnitSplitInput!) { askUnitSplit(input: $input) { id state } }',
  decideUnitChange:
    'mutation DecideChange($id: ID!, $accepted: Boolean!, $reason: String) { decideUnitChange(id: $id, accepted: $accepted, reason: $reason) { id state decisionReason } }',
  prepareMatchReturn:
    'mutation PrepareMatchReturn($fundId: ID!, $reason: String!) { prepareMatchReturn(fundId: $fundId, reason: $reason) { id amount } }',
  signMatchReturn:
    'mutation SignMatchReturn($id: ID!, $bankReference: String) { signMatchReturn(id: $id, bankReference: $bankReference) { id amount returnedAt } }',
  withdrawMatchReturn:
    'mutation WithdrawMatchReturn($id: ID!, $reason: String) { withdrawMatchReturn(id: $id, reason: $reason) { id withdrawnAt } }',
  createCampaign:
    'mutation CreateCampaign($organizerId: ID!, $input: CampaignInput!, $idempotencyKey: ID) { createCampaign(organizerId: $organizerId, input: $input, idempotencyKey: $idempotencyKey) { id state version } }',
  updateCampaign:
    'mutation UpdateCampaign($id: ID!, $input: CampaignInput!) { updateCampaign(id: $id, input: $input) { id state version } }',
  publishCampaign:
    'mutation PublishCampaign($id: ID!, $version: Int!) { publishCampaign(id: $id, version: $version) { id state publishedAt } }',
  returnCampaign:
    'mutation ReturnCampaign($id: ID!, $reason: String!) { returnCampaign(id: $id, reason: $reason) { id state returnReason } }',
  endCampaign:
    'mutation EndCampaign($id: ID!, $reason: String!) { endCampaign(id: $id, reason: $reason) { id state endReason } }',
  commitCollectedList:
    'mutation CommitCollectedList($id: ID!, $version: Int!, $projectId: ID!, $campaignId: ID) { commitCollectedList(id: $id, version: $version, projectId: $projectId, campaignId: $campaignId) { id state remarkCode standing { waiting } } }',
  correctCollectedListRow:
    'mutation CorrectCollectedListRow($input: CorrectRowInput!) { correctCollectedListRow(input: $input) { id version giftCount faultCount leftOutCount amount } }',
  leaveOutCollectedListRow:
    'mutation LeaveOutCollectedListRow($id: ID!, $version: Int!) { leaveOutCollectedListRow(id: $id, version: $version) { id version giftCount faultCount leftOutCount amount } }',
  discardCollectedList: 'mutation DiscardCollectedList($id: ID!) { discardCollectedList(id: $id) { id state } }',
  withdrawCollectedList:
    'mutation WithdrawCollectedList($id: ID!) { withdrawCollectedList(id: $id) { id state standing { waiting } } }',
  askQuestion:
    'mutation AskQuestion($input: AskQuestionInput!) { askQuestion(input: $input) { id text askedAt dueAt } }',
  correctAnswer:
    'mutation CorrectAnswer($questionId: ID!, $answer: String!, $corrections: Int!) { correctAnswer(questionId: $questionId, answer: $answer, corrections: $corrections) { id answer answerCorrections answerCorrectedAt replacedAnswers { text writtenAt } } }',
  answerQuestion:
    'mutation AnswerQuestion($questionId: ID!, $answer: String!) { answerQuestion(questionId: $questionId, answer: $answer) { id answer answeredAt } }',
  hideQuestion:
    'mutation HideQuestion($questionId: ID!, $reason: String!) { hideQuestion(questionId: $questionId, reason: $reason) { id hiddenBy hiddenReason } }',
  restoreQuestion:
    'mutation RestoreQuestion($questionId: ID!) { restoreQuestion(questionId: $questionId) { id text hiddenAt } }',
  describeCover:
    'mutation DescribeCover($coverId: ID!, $alt: String!) { describeCover(coverId: $coverId, alt: $alt) { url alt } }',
  saveUpdateDraft:
    'mutation SaveUpdateDraft($input: SaveUpdateDraftInput!) { saveUpdateDraft(input: $input) { id version } }',
  publishUpdate: 'mutation PublishUpdate($id: ID!) { publishUpdate(id: $id) { id version } }',
  correctUpdate:
    'mutation CorrectUpdate($input: CorrectUpdateInput!) { correctUpdate(input: $input) { id version editedAt } }',
  discardUpdateDraft: 'mutation DiscardUpdateDraft($id: ID!) { discardUpdateDraft(id: $id) { id } }',
  takeDownUpdate:
    'mutation TakeDownUpdate($id: ID!, $cause: TakedownCause!, $reason: String!) { takeDownUpdate(id: $id, cause: $cause, reason: $reason) { id title text tombstone { cause } } }',
  followProject:
    'mutation FollowProject($projectId: ID!, $follows: Boolean!) { followProject(projectId: $projectId, follows: $follows) { id followerCount viewerFollows } }',

  importStatement:
    'mutation ImportStatement($input: ImportStatementInput!) { importStatement(input: $input) { id state } }',
  pointAtHeader:
    'mutation PointAtHeader($input: PointAtHeaderInput!) { pointAtHeader(input: $input) { id state headerRow header columns } }',
  decideStatementRows:
    'mutation DecideStatementRows($input: DecideStatementRowsInput!) { decideStatementRows(input: $input) { id state rowsWaiting rowsLeftOut } }',
  discardStatement: 'mutation DiscardStatement($id: ID!) { discardStatement(id: $id) }',
  exportBooks:
    'mutation ExportBooks($format: SheetFormat!, $projectId: ID, $kinds: [BookLineKind!], $from: Day, $to: Day, $search: String) { exportBooks(format: $format, projectId: $projectId, kinds: $kinds, from: $from, to: $to, search: $search) { id state subject } }',
  exportTrace:
    'mutation ExportTrace($format: TraceFormat!, $filter: TraceFilter) { exportTrace(format: $format, filter: $filter) { id state subject } }',
  printStatement:
    'mutation PrintStatement($year: Int!, $organizationId: ID) { printStatement(year: $year, organizationId: $organizationId) { id state subject } }',
  cancelWork: 'mutation CancelWork($id: ID!) { cancelWork(id: $id) { id state } }',
  matchStatement: 'mutation MatchStatement($id: ID!) { matchStatement(id: $id) { id state } }',
  confirmStatement:
    'mutation ConfirmStatement($id: ID!, $minConfidence: Int!, $version: String) { confirmStatement(id: $id, minConfidence: $minConfidence, version: $version) { id state total } }',
  confirmStatementLines:
    'mutation ConfirmStatementLines($lineIds: [ID!]!) { confirmStatementLines(lineIds: $lineIds) { id status reasons { kind } } }',
  confirmOpenLines:
    'mutation ConfirmOpenLines($lineIds: [ID!], $search: String, $minConfidence: Int, $version: String!) { confirmOpenLines(lineIds: $lineIds, search: $search, minConfidence: $minConfidence, version: $version) { id state total } }',
  suspendStatement:
    'mutation SuspendStatement($id: ID!, $version: String) { suspendStatement(id: $id, version: $version) { id state } }',
  matchStatementLine:
    'mutation MatchStatementLine($input: MatchLineInput!) { matchStatementLine(input: $input) { id status suspense } }',
  bookStatementLine:
    'mutation BookStatementLine($input: BookLineInput!) { bookStatementLine(input: $input) { id status suspense movement { kind amount purpose note bookedAt reversedAt reversalReason project { title } preparedByViewer } } }',
  withdrawMovement:
    'mutation WithdrawMovement($lineId: ID!) { withdrawMovement(lineId: $lineId) { id status movement { kind } } }',
  reverseMovement:
    'mutation ReverseMovement($lineId: ID!, $reason: String) { reverseMovement(lineId: $lineId, reason: $reason) { id status suspense movement { reversedAt reversalReason } } }',
  forgetMovementWords: 'mutation ForgetMovementWords($id: ID!) { forgetMovementWords(id: $id) }',
  linkStatementLine:
    'mutation LinkStatementLine($lineId: ID!, $entryIds: [ID!]!) { linkStatementLine(lineId: $lineId, entryIds: $entryIds) { id status } }',
  returnSuspense:
    'mutation ReturnSuspense($input: ReturnSuspenseInput!) { returnSuspense(input: $input) { id status suspense return { amount reason bankReference returnedAt order { state } } } }',
  keepSuspense: 'mutation KeepSuspense($lineId: ID!) { keepSuspense(lineId: $lineId) { id status suspense } }',
  postOpeningBalance:
    'mutation PostOpeningBalance($amount: SafeInt!) { postOpeningBalance(amount: $amount) { opening canPostOpening } }',
} as const;

export type MutationName = keyof typeof MUTATIONS;

const schema = buildSchema(readFileSync(new URL('../../packages/schema/schema.graphql', import.meta.url), 'utf8'));

/**
 * Returns the mutation called `name` in the form that the stories send; generates it from the schema when no story
 * sends it.
 */
export function mutationNamed(name: string): string {
  const known = (MUTATIONS as Record<string, string>)[name];
  if (known !== undefined) return known;
  const field = schema.getMutationType()?.getFields()[name];
  if (field === undefined) throw new Error(`The schema has no mutation ${name}.`);
  const variables = field.args.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ');
  const args = field.args.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  const selection = isCompositeType(getNamedType(field.type)) ? ' { __typename }' : '';
  return `mutation (${variables}) { ${name}(${args})${selection} }`;
}
