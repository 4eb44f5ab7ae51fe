import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runChecks } from '../../checks.js';
import { PlatformRole, type ViewerSession } from '../../context.js';
import type { Mailer } from '../../mail.js';
import { contextFor, newViewer, testServices, type TestServices } from '#testing';
import { emailsOf } from '../identity/index.js';
import { InvitationStatus } from './invitation.entity.js';
import {
  acceptInvitation,
  findInvitation,
  findStatus,
  inviteMember,
  listOpenInvitations,
  revokeInvitation,
} from './invitations.service.js';
import { MembershipRole } from './membership.entity.js';
import { addMember, listMembers, listMembershipsOf, removeMember, setMemberRole } from './memberships.service.js';
import { OrganizationKind, VerificationStatus, type Organization } from './organization.entity.js';
import { organizationChecks } from './organizations.checks.js';
import { findMembershipRole } from './organizations.loaders.js';
import { LIMITS } from '../../limits/limits.js';
import { INVITATION_LIFETIME_MS } from './organizations.rules.js';
import { createOrganization, createVerifiedOrganization } from './organizations.service.js';

const { OWNER, EDITOR, MEMBER } = MembershipRole;

const refusal = (code: string, field?: string, key?: string) =>
  expect.objectContaining({ code, ...(field && { field }), ...(key && { key }) });

let services: TestServices;
let owner: ViewerSession;
let editor: ViewerSession;
let member: ViewerSession;
let stranger: ViewerSession;
let admin: ViewerSession;
let unit: Organization;

const as = (viewer: ViewerSession | null) => contextFor(services, viewer);
const roleOf = (viewer: ViewerSession) => findMembershipRole(as(viewer), unit.id);
const emailOf = async ({ userId }: ViewerSession): Promise<string> =>
  (await emailsOf(services, [userId])).get(userId) ?? '';

beforeAll(async () => {
  services = await testServices({ PUBLIC_URL: 'https://hc.example.cn' });
  [owner, editor, member, stranger] = [
    await newViewer(services, [], '李负责'),
    await newViewer(services),
    await newViewer(services),
    await newViewer(services),
  ];
  admin = await newViewer(services, [PlatformRole.ADMIN]);
});
beforeEach(async () => {
  services.clock.advance(2 * INVITATION_LIFETIME_MS);
  unit = await createVerifiedOrganization(services, {
    name: `益群中心${services.clock.now().getTime()}`,
    kind: OrganizationKind.SOCIAL_WORK,
    ownerId: owner.userId,
  });
  await addMember(services, { organizationId: unit.id, userId: editor.userId, role: EDITOR });
  await addMember(services, { organizationId: unit.id, userId: member.userId, role: MEMBER });
});
afterAll(() => services.close());

describe('members', () => {
  it('are visible to members and administrators, and their addresses to owners and administrators', async () => {
    const listed = async (viewer: ViewerSession | null) =>
      (await listMembers(as(viewer), unit.id))?.map(({ email }) => email) ?? null;
    const emails = [await emailOf(owner), await emailOf(editor), await emailOf(member)].sort();
    expect(await listed(null)).toBeNull();
    expect(await listed(stranger)).toBeNull();
    expect(await listed(member)).toEqual([null, null, null]);
    expect(await listed(editor)).toEqual([null, null, null]);
    expect((await listed(owner))?.sort()).toEqual(emails);
    expect((await listed(admin))?.sort()).toEqual(emails);
    expect(await listMembers(as(member), unit.id)).toContainEqual({
      userId: owner.userId,
      name: '李负责',
      email: null,
      role: OWNER,
      since: services.clock.now(),
    });
  });

  it('see the units that they belong to', async () => {
    const other = await createOrganization(as(editor), { name: '另一单位', kind: OrganizationKind.CHARITY });
    const mine = await listMembershipsOf(as(editor), editor.userId);
    expect(mine).toContainEqual(expect.objectContaining({ organizationId: unit.id, role: EDITOR }));
    expect(mine).toContainEqual(expect.objectContaining({ organizationId: other.id, role: OWNER }));
  });

  it('get other roles from owners only', async () => {
    const promote = (by: ViewerSession | null) => setMemberRole(as(by), unit.id, member.userId, EDITOR);
    await expect(promote(null)).rejects.toThrow(refusal('UNAUTHENTICATED'));
    for (const viewer of [stranger, member, editor, admin])
      await expect(promote(viewer)).rejects.toThrow(refusal('FORBIDDEN'));
    await promote(owner);
    expect(await roleOf(member)).toBe(EDITOR);
  });

  it.each([
    ['unknown', '01890000-0000-7000-8000-000000000000'],
    ['malformed', 'no id'],
  ])('do not include an %s account', async (_, userId) => {
    await expect(setMemberRole(as(owner), unit.id, userId, EDITOR)).rejects.toThrow(refusal('NOT_FOUND', 'userId'));
    await expect(removeMember(as(owner), unit.id, userId)).rejects.toThrow(refusal('NOT_FOUND', 'userId'));
  });

  it('of an unverified unit are unknown to strangers', async () => {
    const hidden = await createOrganization(as(owner), { name: '待认证单位', kind: OrganizationKind.CHARITY });
    for (const act of [
      () => setMemberRole(as(stranger), hidden.id, owner.userId, MEMBER),
      () => removeMember(as(stranger), hidden.id, owner.userId),
      () => removeMember(as(stranger), hidden.id, stranger.userId),
    ]) {
      await expect(act()).rejects.toThrow(refusal('NOT_FOUND', 'organizationId'));
    }
  });

  it('can leave, or be removed by an owner', async () => {
    for (const viewer of [stranger, member, admin])
      await expect(removeMember(as(viewer), unit.id, editor.userId)).rejects.toThrow(refusal('FORBIDDEN'));
    const leaving = as(editor);
    expect(await findMembershipRole(leaving, unit.id)).toBe(EDITOR);
    await removeMember(leaving, unit.id, editor.userId);
    expect(await roleOf(editor)).toBeNull();
    await removeMember(as(owner), unit.id, member.userId);
    expect(await roleOf(member)).toBeNull();
    await expect(removeMember(as(member), unit.id, member.userId)).rejects.toThrow(refusal('FORBIDDEN'));
  });

  it('always include an owner', async () => {
    await expect(removeMember(as(owner), unit.id, owner.userId)).rejects.toThrow(
      refusal('INVALID_STATE', undefined, 'organization.lastOwner'),
    );
    for (const role of [EDITOR, MEMBER])
      await expect(setMemberRole(as(owner), unit.id, owner.userId, role)).rejects.toThrow(refusal('INVALID_STATE'));
    await setMemberRole(as(owner), unit.id, owner.userId, OWNER);
    await setMemberRole(as(owner), unit.id, editor.userId, OWNER);
    await removeMember(as(owner), unit.id, owner.userId);
    await expect(removeMember(as(editor), unit.id, editor.userId)).rejects.toThrow(refusal('INVALID_STATE'));
  });

  it.each([
    ['leave', (who: ViewerSession) => removeMember(as(who), unit.id, who.userId)],
    ['step down', (who: ViewerSession) => setMemberRole(as(who), unit.id, who.userId, MEMBER)],
    ['remove each other', (who: ViewerSession, other: ViewerSession) => removeMember(as(who), unit.id, other.userId)],
    [
      'demote each other',
      (who: ViewerSession, other: ViewerSession) => setMemberRole(as(who), unit.id, other.userId, EDITOR),
    ],
  ])('keep one owner when both owners %s at once', async (_, act) => {
    await setMemberRole(as(owner), unit.id, editor.userId, OWNER);
    const results = await Promise.allSettled([act(owner, editor), act(editor, owner)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect([await roleOf(owner), await roleOf(editor)].filter((role) => role === OWNER)).toHaveLength(1);
  });
});

describe('invitations', () => {
  const invite = (by: ViewerSession | null, email: string, role = EDITOR) =>
    inviteMember(as(by), { organizationId: unit.id, email, role });
  /** The token in the link that was mailed last. */
  const lastToken = (): string =>
    /https:\/\/hc\.example\.cn\/invitations\/([\w-]{43})\n/.exec(services.sent.at(-1)?.text ?? '')?.[1] ?? '';
  const inviteStranger = async (role = EDITOR): Promise<string> => {
    await invite(owner, await emailOf(stranger), role);
    return lastToken();
  };
  const leave = () => removeMember(as(stranger), unit.id, stranger.userId);

  it('are mailed in Chinese and English, without a word that anybody has chosen', async () => {
    unit = await createVerifiedOrganization(services, {
      name: '“{{link}}” $t(forbidden) & <b>',
      kind: OrganizationKind.ENTERPRISE,
      ownerId: owner.userId,
    });
    const invitation = await invite(owner, ' New.Person@Example.CN ');
    expect(invitation).toMatchObject({
      email: 'new.person@example.cn',
      role: EDITOR,
      expiresAt: new Date(services.clock.now().getTime() + INVITATION_LIFETIME_MS),
    });
    const mail = services.sent.at(-1);
    expect(mail).toMatchObject({
      to: 'new.person@example.cn',
      subject: '您收到一份加入单位的邀请 / An invitation to join a unit',
    });
    expect(mail?.text).toContain('有单位邀请您以“编辑”身份加入红创平台。');
    expect(mail?.text).toContain('A unit on Hongchuang invites you to join it as editor.');
    for (const chosen of [unit.name, '李负责']) expect(mail?.text).not.toContain(chosen);
    expect(mail?.text.split(lastToken())).toHaveLength(3);
    const stored = await services.db.read.query<object[]>('SELECT * FROM invitations WHERE id = ?', [invitation.id]);
    expect(JSON.stringify(stored)).not.toContain(lastToken());
  });

  it('are sent, listed and revoked by owners, and listed by administrators', async () => {
    await expect(invite(null, 'a@example.cn')).rejects.toThrow(refusal('UNAUTHENTICATED'));
    for (const viewer of [stranger, member, editor, admin])
      await expect(invite(viewer, 'a@example.cn')).rejects.toThrow(refusal('FORBIDDEN'));
    const { id } = await invite(owner, 'a@example.cn');
    for (const viewer of [null, stranger, member, editor])
      expect(await listOpenInvitations(as(viewer), unit.id)).toBeNull();
    for (const viewer of [owner, admin]) expect(await listOpenInvitations(as(viewer), unit.id)).toMatchObject([{ id }]);
    await expect(revokeInvitation(as(null), id)).rejects.toThrow(refusal('UNAUTHENTICATED'));
    for (const viewer of [stranger, member, editor, admin])
      await expect(revokeInvitation(as(viewer), id)).rejects.toThrow(refusal('FORBIDDEN'));
    for (const unknown of ['no id', '01890000-0000-7000-8000-000000000000'])
      await expect(revokeInvitation(as(owner), unknown)).rejects.toThrow(refusal('NOT_FOUND', 'id'));
    for (let time = 1; time <= 2; time += 1) expect((await revokeInvitation(as(owner), id)).id).toBe(unit.id);
    expect(await listOpenInvitations(as(owner), unit.id)).toEqual([]);
  });

  it('are refused for members, for bad addresses, and beyond the daily limit', async () => {
    await expect(invite(owner, (await emailOf(member)).toUpperCase())).rejects.toThrow(refusal('CONFLICT', 'email'));
    await expect(invite(owner, 'nobody')).rejects.toThrow(refusal('BAD_USER_INPUT', 'email'));
    const { 'invitation.account': byOne, 'invitation.email': toOne } = LIMITS;
    for (let sent = 0; sent < toOne.most; sent += 1) await invite(owner, 'a@example.cn');
    await expect(invite(owner, 'a@example.cn'), 'nobody is flooded').rejects.toThrow(refusal('LIMIT_EXCEEDED'));
    for (let sent = toOne.most; sent < byOne.most; sent += 1) await invite(owner, `a${sent}@example.cn`);
    await expect(invite(owner, 'b@example.cn')).rejects.toThrow(refusal('LIMIT_EXCEEDED'));
    services.clock.advance(86_400_000);
    await invite(owner, 'b@example.cn');
  });

  it('replace an open one to the same address', async () => {
    const first = await inviteStranger(MEMBER);
    const second = await inviteStranger(EDITOR);
    expect(await listOpenInvitations(as(owner), unit.id)).toHaveLength(1);
    await expect(acceptInvitation(as(stranger), first)).rejects.toThrow(
      refusal('INVALID_STATE', undefined, 'invitation.closed'),
    );
    expect(await acceptInvitation(as(stranger), second)).toMatchObject({ role: EDITOR });
    await leave();
  });

  it('leave one open when two are sent at once', async () => {
    await Promise.all([invite(owner, 'twice@example.cn'), invite(owner, 'twice@example.cn')]);
    expect(await listOpenInvitations(as(owner), unit.id)).toHaveLength(1);
  });

  it('are accepted by the invited account, once or several times', async () => {
    const token = await inviteStranger();
    await expect(acceptInvitation(as(null), token)).rejects.toThrow(refusal('UNAUTHENTICATED'));
    await expect(acceptInvitation(as(editor), token)).rejects.toThrow(
      refusal('FORBIDDEN', undefined, 'invitation.otherAddress'),
    );
    await expect(acceptInvitation(as(editor), token)).rejects.toThrow(/sent to p\*\*\*@example\.test/);
    await expect(acceptInvitation(as(stranger), 'x')).rejects.toThrow(refusal('NOT_FOUND', 'token'));
    const accepted = await Promise.all([acceptInvitation(as(stranger), token), acceptInvitation(as(stranger), token)]);
    expect(accepted).toMatchObject([
      { organizationId: unit.id, role: EDITOR },
      { organizationId: unit.id, role: EDITOR },
    ]);
    expect(await roleOf(stranger)).toBe(EDITOR);
    const { id } = (await findInvitation(as(stranger), token)) ?? {};
    await expect(revokeInvitation(as(owner), id ?? '')).rejects.toThrow(refusal('INVALID_STATE'));
    await leave();
    await expect(acceptInvitation(as(stranger), token)).rejects.toThrow(
      refusal('INVALID_STATE', undefined, 'invitation.closed'),
    );
  });

  it('never lower a role', async () => {
    const token = await inviteStranger(MEMBER);
    await addMember(services, { organizationId: unit.id, userId: stranger.userId, role: EDITOR });
    expect(await acceptInvitation(as(stranger), token)).toMatchObject({ role: EDITOR });
    await leave();
  });

  it('expire to the millisecond', async () => {
    const token = await inviteStranger();
    services.clock.advance(INVITATION_LIFETIME_MS - 1);
    expect(await listOpenInvitations(as(owner), unit.id)).toHaveLength(1);
    services.clock.advance(1);
    expect(await listOpenInvitations(as(owner), unit.id)).toEqual([]);
    await expect(acceptInvitation(as(stranger), token)).rejects.toThrow(
      refusal('INVALID_STATE', undefined, 'invitation.expired'),
    );
  });

  it('show an unverified unit only to a person with an open link', async () => {
    unit = await createOrganization(as(owner), { name: '待认证单位', kind: OrganizationKind.CHARITY });
    expect(unit.verification).toBe(VerificationStatus.WAITING);
    const token = await inviteStranger();
    const found = await findInvitation(as(null), token);
    expect(found).toMatchObject({ organizationId: unit.id });
    expect(await findInvitation(as(null), `${token}x`)).toBeNull();
    await revokeInvitation(as(owner), found?.id ?? '');
    expect(await findInvitation(as(stranger), token)).toBeNull();
    const seen = await findInvitation(as(owner), token);
    expect(seen && findStatus(as(owner), seen)).toBe(InvitationStatus.REVOKED);
  });

  it('end when the person who sent them is no longer an owner', async () => {
    await setMemberRole(as(owner), unit.id, editor.userId, OWNER);
    await invite(editor, await emailOf(stranger), OWNER);
    const token = lastToken();
    await setMemberRole(as(owner), unit.id, editor.userId, EDITOR);
    await expect(acceptInvitation(as(stranger), token)).rejects.toThrow(refusal('INVALID_STATE'));
  });

  it('are revoked when they cannot be mailed', async () => {
    const mailer: Mailer = { send: () => Promise.reject(new Error('no SMTP server')) };
    const invited = inviteMember(
      { ...as(owner), mailer },
      { organizationId: unit.id, email: 'a@example.cn', role: MEMBER },
    );
    await expect(invited).rejects.toThrow(refusal('UNAVAILABLE', undefined, 'invitation.notSent'));
    expect(await listOpenInvitations(as(owner), unit.id)).toEqual([]);
  });
});

it('every invariant holds after these tests', async () => {
  for (const { name, rows } of await runChecks(services, organizationChecks)) expect(rows, name).toEqual([]);
});
