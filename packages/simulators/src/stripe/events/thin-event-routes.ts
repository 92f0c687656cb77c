import { resourceMissing } from '../api/failure.js';
import { route, type ApiRoute } from '../api/route.js';

/** `/v2/core/events/:id`. */
export const thinEventRoutes: readonly ApiRoute[] = [
  route({
    method: 'GET',
    path: '/v2/core/events/:id',
    params: {},
    answer: ({ world, id }) => {
      const found = world.state.thinEvents.get(id);
      if (found === undefined) throw resourceMissing({ noun: 'event', id });
      return found;
    },
  }),
];
