import type { TestApp, TestUser } from './app.ts';
import { addApp } from './authenticator.ts';
import { mailedToken } from './letters.ts';
import { MUTATIONS } from './operations.ts';
import { invitationTokenFor } from './town.ts';

/** A unit with its only owner, and somebody who is to own it. */
export async function unitToReplace(
  app: TestApp,
): Promise<{ owner: TestUser; heir: TestUser; organizationId: string }> {
  const [owner, heir] = [await app.signUp({ name: '离任负责人' }), await app.signUp({ name: '接任负责人' })];
  const { createOrganization } = await owner.client.must(MUTATIONS.createOrganization, {
    input: { name: `交接中的${owner.email.slice(0, 6)}服务中心`, kind: 'SOCIAL_WORK' },
  });
  return { owner, heir, organizationId: createOrganization.id };
}

/** Somebody with a second factor. */
export async function factorHolder(app: TestApp): Promise<TestUser & { secret: string }> {
  const holder = await app.signUp({ name: '丢了手机的人' });
  return { ...holder, secret: (await addApp(app, holder)).secret };
}

/** Somebody who asked for another address and confirmed it, while the old one does not answer. */
export async function mover(app: TestApp): Promise<TestUser & { newEmail: string }> {
  const person = await app.signUp({ name: '换了单位的人' });
  const newEmail = `new-${person.email}`;
  await person.client.must(MUTATIONS.askAddressChange, { newEmail, password: person.password });
  await person.client.must(MUTATIONS.confirmNewAddress, { token: await mailedToken(app, newEmail, '/new-address') });
  return { ...person, newEmail };
}

/** Prepares the removal of somebody's second factors in the name of another administrator than those of the town. */
export async function preparedRemoval(app: TestApp, holder?: TestUser): Promise<{ id: string }> {
  const colleague = await app.signUp({ roles: ['ADMIN'] });
  const { id: userId } = holder ?? (await factorHolder(app));
  const { prepareFactorRemoval } = await colleague.client.must(MUTATIONS.prepareFactorRemoval, {
    userId,
    reason: '手机丢失，恢复码也没有了',
  });
  return { id: prepareFactorRemoval.id };
}

/** A unit whose owner can pass it on to another member. */
export async function unitToHandOver(
  app: TestApp,
): Promise<{ owner: TestUser; organizationId: string; userId: string; heir: TestUser }> {
  const { owner, heir, organizationId } = await unitToReplace(app);
  await owner.client.must(MUTATIONS.inviteMember, { input: { organizationId, email: heir.email, role: 'MEMBER' } });
  await heir.client.must(MUTATIONS.acceptInvitation, { token: invitationTokenFor(app, heir.email) });
  return { owner, organizationId, userId: heir.id, heir };
}

/** The token of a letter by which somebody keeps second factors that are about to be removed. */
export async function keepingToken(app: TestApp, signer: TestUser): Promise<string> {
  const holder = await factorHolder(app);
  await signer.client.must(MUTATIONS.signAccessChange, await preparedRemoval(app, holder));
  return mailedToken(app, holder.email, '/keep-second-factors');
}
