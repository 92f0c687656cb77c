import { invalidRequest, resourceMissing } from '../api/failure.js';
import { newestFirst, pageOf } from '../api/list.js';
import { flag } from '../api/param-kinds.js';
import { pageParams } from '../api/param-record.js';
import { route, type ApiRoute } from '../api/route.js';
import { emit } from '../events/emit.js';
import type { StripeWorld } from '../world.js';
import { applyConfiguration } from './apply.js';
import { DEFAULT_FEATURES, newConfiguration } from './default-configuration.js';
import type { PortalConfigurationObject } from './object.js';
import { createConfigurationParams, updateConfigurationParams } from './params.js';

const PATH = '/v1/billing_portal/configurations';

/** `/v1/billing_portal/configurations`. */
export const portalConfigurationRoutes: readonly ApiRoute[] = [
  route({
    method: 'POST',
    path: PATH,
    params: createConfigurationParams,
    answer: ({ world, params }) => {
      const fresh = newConfiguration(world, { features: DEFAULT_FEATURES, isDefault: false });
      const created = applyConfiguration(world, fresh, params);
      world.state.portalConfigurations.set(created.id, created);
      emit(world, { type: 'billing_portal.configuration.created', object: created });
      return created;
    },
  }),
  route({
    method: 'GET',
    path: `${PATH}/:id`,
    params: {},
    answer: ({ world, id }) => findConfiguration(world, id),
  }),
  route({
    method: 'POST',
    path: `${PATH}/:id`,
    params: updateConfigurationParams,
    answer: ({ world, id, params }) => {
      const before = findConfiguration(world, id);
      if (before.is_default && params.active === false) {
        throw invalidRequest('The default configuration cannot be deactivated.', { param: 'active' });
      }
      const after = applyConfiguration(world, before, params);
      world.state.portalConfigurations.set(after.id, after);
      emit(world, { type: 'billing_portal.configuration.updated', object: after, before });
      return after;
    },
  }),
  route({
    method: 'GET',
    path: PATH,
    params: { ...pageParams, active: flag(), is_default: flag() },
    answer: ({ world, params, url }) => {
      const matching = newestFirst(world.state.portalConfigurations).filter(
        (one) =>
          (params.active === undefined || one.active === params.active) &&
          (params.is_default === undefined || one.is_default === params.is_default),
      );
      return pageOf(matching, params, { url, noun: 'configuration' });
    },
  }),
];

function findConfiguration(world: StripeWorld, id: string): PortalConfigurationObject {
  const found = world.state.portalConfigurations.get(id);
  if (found === undefined) throw resourceMissing({ noun: 'configuration', id });
  return found;
}
