import { type RequestContext, may } from '../../context.js';
import { Audience, defineIndexedKind, EVERYBODYS, type Scope, SearchKind } from '../search/index.js';
import { listMembershipsOf } from './memberships.service.js';
import { Organization, VerificationStatus } from './organization.entity.js';
import { findVisibleOrganization } from './organizations.access.js';
import { seeAllUnits } from './organizations.permissions.js';
import { publicNameOf } from './organizations.rules.js';

const RUNNING = 6;

/** The ids of the viewer's own units; empty for strangers. */
export const ownUnitIds = async (context: RequestContext): Promise<ReadonlySet<string>> =>
  new Set(
    context.viewer === null
      ? []
      : (await listMembershipsOf(context, context.viewer.userId)).map(({ organizationId }) => organizationId),
  );

/** Units are found by their public name, and by the code and the new name that wait for verification. */
export const organizationSearch = defineIndexedKind<Organization>({
  name: SearchKind.ORGANIZATIONS,
  entity: Organization,
  factsOf(unit) {
    const name = publicNameOf(unit);
    const isVerified = unit.verification === VerificationStatus.VERIFIED;
    return {
      id: unit.id,
      unitId: unit.id,
      audience: isVerified ? Audience.EVERYBODY : Audience.UNIT,
      standing: isVerified && unit.closedAt === null ? RUNNING : 0,
      texts: {
        title: name,
        names: [unit.name === name ? null : unit.name, unit.creditCode].filter((one) => one !== null),
        text: '',
      },
    };
  },
  async scopeOf(context): Promise<Scope> {
    if (context.viewer === null) return EVERYBODYS;
    if (may(context, seeAllUnits)) return { everywhere: Audience.UNIT };
    return { ...EVERYBODYS, ownUnits: await ownUnitIds(context) };
  },
  show: (context, ids) =>
    Promise.all(
      ids.map(async (id) => {
        const unit = await findVisibleOrganization(context, id);
        return unit === null
          ? null
          : { title: publicNameOf(unit), text: unit.about, path: `/organizations/${unit.id}` };
      }),
    ),
});
