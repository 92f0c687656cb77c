import type { FormRecord } from '../../kernel/form-body.js';
import type { StripeWorld } from '../world.js';
import { expandParam, readShape, type ParamsOf, type Shape } from './param-record.js';

/** A decoded request. */
export interface ApiCall<P> {
  readonly world: StripeWorld;
  readonly params: P;
  /** The id in the path, decoded; empty for endpoints without one. */
  readonly id: string;
  /** The path as requested, for the `url` of lists. */
  readonly url: string;
}

/** One endpoint of the API. */
export interface ApiRoute {
  readonly method: 'DELETE' | 'GET' | 'POST';
  /** Hono pattern; the object's id is always `:id`. */
  readonly path: string;
  /** Turns the form into the endpoint's typed parameters, or refuses them. */
  readonly decode: (values: FormRecord) => unknown;
  readonly answer: (call: ApiCall<unknown>) => object;
}

/** Declares an endpoint: its parameters, and what it answers to them. `expand` is understood everywhere. */
export function route<const S extends Shape>(definition: {
  readonly method: ApiRoute['method'];
  readonly path: string;
  readonly params: S;
  /** Parameters Stripe has here and the simulator refuses by name. */
  readonly notSimulated?: readonly string[];
  readonly answer: (call: ApiCall<ParamsOf<S>>) => object;
}): ApiRoute {
  const shape = { ...definition.params, ...expandParam };
  const notSimulated = definition.notSimulated ?? [];
  return {
    method: definition.method,
    path: definition.path,
    decode: (values) => readShape(values, { shape, notSimulated }),
    answer: (call) => definition.answer(call as ApiCall<ParamsOf<S>>),
  };
}
