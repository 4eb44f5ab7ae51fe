/** Every mutation as the stories send it, by its name: input in variables, and of the answer no more than who asks may see. */
export const MUTATIONS = {
  signUp: 'mutation SignUp($input: SignUpInput!) { signUp(input: $input) { id } }',
  signIn: 'mutation SignIn($email: String!, $password: String!) { signIn(email: $email, password: $password) { id } }',
  signOut: 'mutation SignOut { signOut }',
  updateProfile: 'mutation UpdateProfile($name: String!) { updateProfile(name: $name) { id name } }',
  changePassword: 'mutation ChangePassword($currentPassword: String!, $newPassword: String!) { changePassword(currentPassword: $currentPassword, newPassword: $newPassword) { id } }',
  endSession: 'mutation EndSession($id: ID!) { endSession(id: $id) { id } }',
  endOtherSessions: 'mutation EndOtherSessions { endOtherSessions { id } }',
  setPlatformRoles: 'mutation SetPlatformRoles($userId: ID!, $roles: [PlatformRole!]!) { setPlatformRoles(userId: $userId, roles: $roles) { id roles } }',

  createOrganization: 'mutation CreateOrganization($input: CreateOrganizationInput!) { createOrganization(input: $input) { id name about verification } }',
  updateOrganization: 'mutation UpdateOrganization($id: ID!, $input: UpdateOrganizationInput!) { updateOrganization(id: $id, input: $input) { id name about verification } }',
  verifyOrganization: 'mutation VerifyOrganization($id: ID!, $accepted: Boolean!, $comment: String) { verifyOrganization(id: $id, accepted: $accepted, comment: $comment) { id verificationComment } }',
  inviteMember: 'mutation InviteMember($input: InviteMemberInput!) { inviteMember(input: $input) { id email expiresAt } }',
  revokeInvitation: 'mutation RevokeInvitation($id: ID!) { revokeInvitation(id: $id) { id } }',
  acceptInvitation: 'mutation AcceptInvitation($token: String!) { acceptInvitation(token: $token) { role } }',
  setMemberRole: 'mutation SetMemberRole($organizationId: ID!, $userId: ID!, $role: MembershipRole!) { setMemberRole(organizationId: $organizationId, userId: $userId, role: $role) { id } }',
  removeMember: 'mutation RemoveMember($organizationId: ID!, $userId: ID!) { removeMember(organizationId: $organizationId, userId: $userId) { id } }',

  createProject: `mutation CreateProject($input: CreateProjectInput!) { createProject(input: $input) {
    id slug title summary story category region milestones { id title amount } indicators { id name unit target }
  } }`,
  updateProject: 'mutation UpdateProject($id: ID!, $input: UpdateProjectInput!) { updateProject(id: $id, input: $input) { id title summary story category region } }',
  submitProject: 'mutation SubmitProject($id: ID!) { submitProject(id: $id) { id status } }',
  withdrawProject: 'mutation WithdrawProject($id: ID!) { withdrawProject(id: $id) { id status } }',
  stopProject: 'mutation StopProject($id: ID!, $reason: String!) { stopProject(id: $id, reason: $reason) { id status history { reason } } }',
  prepareRefund: 'mutation PrepareRefund($input: PrepareRefundInput!) { prepareRefund(input: $input) { id status cause giftCount total } }',
  prepareReversal: 'mutation PrepareReversal($input: PrepareReversalInput!) { prepareReversal(input: $input) { id status cause giftCount total } }',
  approveRefund: 'mutation ApproveRefund($id: ID!, $bankReference: String) { approveRefund(id: $id, bankReference: $bankReference) { id status approvedAt bankReference } }',
  withdrawRefund: 'mutation WithdrawRefund($id: ID!, $reason: String) { withdrawRefund(id: $id, reason: $reason) { id status withdrawnAt } }',
  cancelProject: 'mutation CancelProject($id: ID!, $reason: String!) { cancelProject(id: $id, reason: $reason) { id status history { reason } } }',
  reviewProject: 'mutation ReviewProject($input: ReviewProjectInput!) { reviewProject(input: $input) { id status noticeEndsAt history { reason } } }',
  raiseObjection: 'mutation RaiseObjection($projectId: ID!, $text: String!, $idempotencyKey: ID) { raiseObjection(projectId: $projectId, text: $text, idempotencyKey: $idempotencyKey) { id text raisedBy } }',
  answerObjection: 'mutation AnswerObjection($input: AnswerObjectionInput!) { answerObjection(input: $input) { id answer outcome } }',

  pledge: 'mutation Pledge($input: PledgeInput!) { pledge(input: $input) { id status amount displayName message remarkCode payerName receipt { number donorName } } }',
  cancelPledge: 'mutation CancelPledge($id: ID!) { cancelPledge(id: $id) { id status } }',
  endPledge: 'mutation EndPledge($id: ID!, $reason: String!) { endPledge(id: $id, reason: $reason) { id status } }',
  confirmPayment: 'mutation ConfirmPayment($input: ConfirmPaymentInput!) { confirmPayment(input: $input) { id status receipt { number } } }',

  recordInvoiceNumber: 'mutation RecordInvoiceNumber($input: RecordInvoiceNumberInput!) { recordInvoiceNumber(input: $input) { number invoiceNumber invoiceRecords { invoiceNumber reason } } }',

  recordMeasurement: 'mutation RecordMeasurement($input: RecordMeasurementInput!) { recordMeasurement(input: $input) { id note } }',
  verifyMeasurement: 'mutation VerifyMeasurement($id: ID!, $accepted: Boolean!, $comment: String) { verifyMeasurement(id: $id, accepted: $accepted, comment: $comment) { id status comment } }',

  submitMilestone: 'mutation SubmitMilestone($input: SubmitMilestoneInput!) { submitMilestone(input: $input) { id status reports { report evidenceUrls } } }',
  readNotices: 'mutation ReadNotices($ids: [ID!]) { readNotices(ids: $ids) { id unreadNotices } }',
  setNoticeMail: 'mutation SetNoticeMail($kind: ID!, $mailed: Boolean!) { setNoticeMail(kind: $kind, mailed: $mailed) { id noticeSettings { kind label mailed } } }',
  reviewMilestone: 'mutation ReviewMilestone($input: ReviewMilestoneInput!) { reviewMilestone(input: $input) { id status reports { comment } } }',
  releaseMilestone: 'mutation ReleaseMilestone($id: ID!, $bankReference: String) { releaseMilestone(id: $id, bankReference: $bankReference) { id status release { bankReference } } }',
  withdrawRelease: 'mutation WithdrawRelease($id: ID!, $reason: String) { withdrawRelease(id: $id, reason: $reason) { id status release { amount } } }',

  publishDisclosureReport: 'mutation PublishDisclosureReport($input: PublishDisclosureReportInput!) { publishDisclosureReport(input: $input) { id text evidenceUrls } }',
  correctDisclosureReport: 'mutation CorrectDisclosureReport($input: CorrectDisclosureReportInput!) { correctDisclosureReport(input: $input) { id corrections { text } } }',

  importStatement: 'mutation ImportStatement($input: ImportStatementInput!) { importStatement(input: $input) { id state } }',
  pointAtHeader: 'mutation PointAtHeader($input: PointAtHeaderInput!) { pointAtHeader(input: $input) { id state headerRow header columns } }',
  decideStatementRows: 'mutation DecideStatementRows($input: DecideStatementRowsInput!) { decideStatementRows(input: $input) { id state rowsWaiting rowsLeftOut } }',
  discardStatement: 'mutation DiscardStatement($id: ID!) { discardStatement(id: $id) }',
  matchStatement: 'mutation MatchStatement($id: ID!) { matchStatement(id: $id) { id state } }',
  confirmStatement: 'mutation ConfirmStatement($id: ID!, $minConfidence: Int!, $version: String) { confirmStatement(id: $id, minConfidence: $minConfidence, version: $version) { id state total } }',
  confirmStatementLines: 'mutation ConfirmStatementLines($lineIds: [ID!]!) { confirmStatementLines(lineIds: $lineIds) { id status reasons { kind } } }',
  suspendStatement: 'mutation SuspendStatement($id: ID!, $version: String) { suspendStatement(id: $id, version: $version) { id state } }',
  matchStatementLine: 'mutation MatchStatementLine($input: MatchLineInput!) { matchStatementLine(input: $input) { id status suspense } }',
  bookStatementLine: 'mutation BookStatementLine($input: BookLineInput!) { bookStatementLine(input: $input) { id status suspense movement { kind amount purpose note bookedAt reversedAt reversalReason project { title } preparedByViewer } } }',
  withdrawMovement: 'mutation WithdrawMovement($lineId: ID!) { withdrawMovement(lineId: $lineId) { id status movement { kind } } }',
  reverseMovement: 'mutation ReverseMovement($lineId: ID!, $reason: String!) { reverseMovement(lineId: $lineId, reason: $reason) { id status suspense movement { reversedAt reversalReason } } }',
  forgetMovementWords: 'mutation ForgetMovementWords($id: ID!) { forgetMovementWords(id: $id) }',
  linkStatementLine: 'mutation LinkStatementLine($lineId: ID!, $entryIds: [ID!]!) { linkStatementLine(lineId: $lineId, entryIds: $entryIds) { id status } }',
  returnSuspense: 'mutation ReturnSuspense($input: ReturnSuspenseInput!) { returnSuspense(input: $input) { id status suspense return { amount reason bankReference returnedAt } } }',
  keepSuspense: 'mutation KeepSuspense($lineId: ID!) { keepSuspense(lineId: $lineId) { id status suspense } }',
  postOpeningBalance: 'mutation PostOpeningBalance($amount: SafeInt!) { postOpeningBalance(amount: $amount) { opening canPostOpening } }',
} as const;

export type MutationName = keyof typeof MUTATIONS;
