/** A worker that only lets its database be used from outside: each request is one batch. */
import { runBatch, type D1Binding } from './d1-bridge.js';

export default {
  fetch: (request: Request, { DB }: { readonly DB: D1Binding }): Promise<Response> => runBatch(request, DB),
};
