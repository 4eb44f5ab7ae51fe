import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../context.js';
import { User } from '../identity/index.js';
import { NameDeputyInput } from './deputies.inputs.js';
import * as deputies from './deputies.service.js';
import { QueueDeputy } from './deputy.entity.js';

@Resolver(() => QueueDeputy)
export class DeputyResolver {
  @Mutation(() => QueueDeputy, {
    description:
      'Names a colleague who looks after the own queues for some days, in place of an earlier one. The colleague gains no right and is told. The daily letter does not go to absent people.',
  })
  async nameDeputy(
    @Ctx() context: RequestContext,
    @Arg('input', () => NameDeputyInput, { description: 'Who, and on which days.' }) input: NameDeputyInput,
  ): Promise<QueueDeputy> {
    return deputies.nameDeputy(context, input);
  }

  @Mutation(() => Boolean, { description: 'Ends the own absence. Returns whether the viewer had a deputy.' })
  async endDeputy(@Ctx() context: RequestContext): Promise<boolean> {
    return deputies.endDeputy(context);
  }

  @FieldResolver(() => String, { description: 'Name of the deputy.' })
  deputy(@Ctx() context: RequestContext, @Root() { deputyId }: QueueDeputy): Promise<string> {
    return deputies.nameOf(context, deputyId);
  }

  @FieldResolver(() => String, { description: 'Name of the absent person.' })
  absent(@Ctx() context: RequestContext, @Root() { userId }: QueueDeputy): Promise<string> {
    return deputies.nameOf(context, userId);
  }
}

@Resolver(() => User)
export class ViewerDeputiesResolver {
  @FieldResolver(() => QueueDeputy, {
    nullable: true,
    description: 'Who looks after the own queues, now or later; null without a deputy.',
  })
  deputy(@Ctx() context: RequestContext): Promise<QueueDeputy | null> {
    return deputies.findOwnDeputy(context);
  }

  @FieldResolver(() => [QueueDeputy], {
    description: 'The absences, now or later, for which the viewer is the deputy.',
  })
  deputyFor(@Ctx() context: RequestContext): Promise<QueueDeputy[]> {
    return deputies.listDeputyships(context);
  }
}
