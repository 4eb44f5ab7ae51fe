import { SIGNED_IN, type AccessTable } from '../../support/access.ts';
import { MUTATIONS } from '../../support/operations.ts';
import { PushBrowser } from '../../support/push.ts';
import type { Town } from '../../support/town.ts';

let browsers = 0;
const browserInput = () => {
  browsers += 1;
  return new PushBrowser(`https://push.example.com/send/${browsers}`).input;
};

/** A device of the donor's. */
export async function donorsDevice({ donor }: Pick<Town, 'donor'>): Promise<string> {
  const { viewer } = await donor.client.must('{ viewer { pushDevices { id } } }');
  if (viewer.pushDevices.length > 0) return viewer.pushDevices[0].id;
  const { registerPushDevice } = await donor.client.must(MUTATIONS.registerPushDevice, { input: browserInput() });
  return registerPushDevice.id;
}

export default (): AccessTable => ({
  doing: [
    { mutation: 'registerPushDevice', target: () => ({ input: browserInput() }), allowed: SIGNED_IN },
    {
      mutation: 'endPushDevice',
      target: async (town) => ({ id: await donorsDevice(town) }),
      allowed: ['donor'],
      otherwise: 'NOT_FOUND',
    },
  ],
  traces: {
    registerPushDevice: 'concerns how the person alone is told; the account page lists the devices',
    endPushDevice: 'concerns how the person alone is told; the account page lists the devices',
  },
});
