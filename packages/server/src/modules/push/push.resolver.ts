import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver } from 'type-graphql';
import type { RequestContext } from '../../context.js';
import { User } from '../identity/index.js';
import { PushDevice } from './push.entities.js';
import { RegisterPushDeviceInput } from './push.inputs.js';
import * as push from './push.service.js';

/** The fields that this module adds to the upstream type User. They always belong to the viewer. */
@Resolver(() => User)
export class PushResolver {
  @FieldResolver(() => [PushDevice], {
    description: "The browsers that show the person's notifications, oldest first.",
  })
  pushDevices(@Ctx() context: RequestContext): Promise<PushDevice[]> {
    return push.listDevices(context);
  }

  @FieldResolver(() => String, {
    description:
      'The public key of this server for push services, in base64url: the `applicationServerKey` of a subscription.',
  })
  pushKey(@Ctx() context: RequestContext): string {
    return push.serverKeyOf(context).publicKey;
  }

  @Mutation(() => PushDevice, {
    description:
      'Lets this browser show the notifications of the viewer of which the viewer wants mail at once, outside quiet hours. It then shows those of nobody else.',
  })
  registerPushDevice(
    @Ctx() context: RequestContext,
    @Arg('input', () => RegisterPushDeviceInput, { description: 'What the browser gave.' })
    input: RegisterPushDeviceInput,
  ): Promise<PushDevice> {
    return push.registerDevice(context, input);
  }

  @Mutation(() => User, { description: 'Ends the notifications on a device of the viewer.' })
  endPushDevice(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'The device.' }) id: string,
  ): Promise<User> {
    return push.endDevice(context, id);
  }
}
