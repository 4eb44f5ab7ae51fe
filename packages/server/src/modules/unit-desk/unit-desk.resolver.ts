import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../context.js';
import { Organization, organizationLoader } from '../organizations/index.js';
import { UnitDesk, UnitDeskRow, UnitReminder } from './unit-desk.entities.js';
import { MemberAmountsInput, RemindUnitsInput, UnitDeskArgs } from './unit-desk.inputs.js';
import { readUnitDesk } from './unit-desk.queries.js';
import * as desk from './unit-desk.service.js';

@Resolver(() => UnitDesk)
export class UnitDeskResolver {
  @Query(() => UnitDesk, {
    description:
      'Participation of a unit and of those below it in a period or a campaign. Its owners and editors see it. The same as a workbook is at `/exports/unit-desks/{id}.xlsx?from={day}&until={day}` or `?campaign={id}`.',
  })
  unitDesk(@Ctx() context: RequestContext, @Args(() => UnitDeskArgs) args: UnitDeskArgs): Promise<UnitDesk> {
    return readUnitDesk(context, args);
  }

  @Mutation(() => [UnitReminder], {
    description:
      'Reminds units directly below of a call for gifts. Their owners and editors are told. A unit is reminded once a day at most; LIMIT_EXCEEDED when all of them were.',
  })
  remindUnits(
    @Ctx() context: RequestContext,
    @Arg('input', () => RemindUnitsInput, { description: 'Which units, and of which period.' }) input: RemindUnitsInput,
  ): Promise<UnitReminder[]> {
    return desk.remindUnits(context, input);
  }

  @Mutation(() => Organization, {
    description: 'Decides who sees at the desk of a unit how much each member gave. Its owners decide.',
  })
  setMemberAmounts(
    @Ctx() context: RequestContext,
    @Arg('input', () => MemberAmountsInput, { description: 'The unit, and who sees it.' }) input: MemberAmountsInput,
  ): Promise<Organization> {
    return desk.setMemberAmounts(context, input);
  }
}

@Resolver(() => UnitDeskRow)
export class UnitDeskRowResolver {
  @FieldResolver(() => Organization, { description: 'The unit.' })
  async unit(@Ctx() context: RequestContext, @Root() { unitId }: UnitDeskRow): Promise<Organization> {
    return (await organizationLoader(context).load(unitId))!;
  }
}

@Resolver(() => UnitReminder)
export class UnitReminderResolver {
  @FieldResolver(() => Organization, { description: 'The unit that was reminded.' })
  async unit(@Ctx() context: RequestContext, @Root() { unitId }: UnitReminder): Promise<Organization> {
    return (await organizationLoader(context).load(unitId))!;
  }
}
