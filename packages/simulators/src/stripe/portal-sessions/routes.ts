import { route, type ApiRoute } from '../api/route.js';
import { createPortalSession, createPortalSessionParams } from './create.js';

/** `/v1/billing_portal/sessions`. */
export const portalSessionRoutes: readonly ApiRoute[] = [
  route({
    method: 'POST',
    path: '/v1/billing_portal/sessions',
    params: createPortalSessionParams,
    notSimulated: ['after_expiration', 'customer_account', 'on_behalf_of'],
    answer: ({ world, params }) => createPortalSession(world, params),
  }),
];
