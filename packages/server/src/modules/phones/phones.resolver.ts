import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../context.js';
import { User } from '../identity/index.js';
import { OwnPhone, PhoneConfirmation } from './phone.entity.js';
import * as phones from './phones.service.js';

const PASSWORD = 'The password, typed again.';

@Resolver(() => User)
export class PhoneResolver {
  @FieldResolver(() => OwnPhone, { nullable: true, description: 'Their confirmed telephone number; null for none.' })
  phone(@Ctx() context: RequestContext, @Root() { id }: User): Promise<OwnPhone | null> {
    return phones.findOwnPhone(context, id);
  }

  @FieldResolver(() => PhoneConfirmation, {
    nullable: true,
    description: 'The number whose code has to be typed; null when none waits.',
  })
  phoneConfirmation(@Ctx() context: RequestContext, @Root() { id }: User): Promise<PhoneConfirmation | null> {
    return phones.findConfirmation(context, id);
  }

  @Mutation(() => User, {
    description:
      'Sends a code of six digits by text message to a telephone number that the viewer wants to add. The answer is the same whether or not another account has the number. Where the provider did not take the message, the refusal says why and nothing waits.',
  })
  askPhoneCode(
    @Ctx() context: RequestContext,
    @Arg('number', () => String, { description: 'A mobile number of mainland China, with or without +86.' })
    number: string,
    @Arg('password', () => String, { description: PASSWORD }) password: string,
  ): Promise<User> {
    return phones.askPhoneCode(context, number, password);
  }

  @Mutation(() => User, {
    description:
      'Confirms the number by the code, and replaces an earlier number. A code works for ten minutes and bears five tries.',
  })
  confirmPhone(
    @Ctx() context: RequestContext,
    @Arg('code', () => String, { description: 'The six digits in the message.' }) code: string,
  ): Promise<User> {
    return phones.confirmPhone(context, code);
  }

  @Mutation(() => User, { description: "Removes the viewer's telephone number." })
  removePhone(
    @Ctx() context: RequestContext,
    @Arg('password', () => String, { description: PASSWORD }) password: string,
  ): Promise<User> {
    return phones.removePhone(context, password);
  }
}
