/** A copy of the context with more in it. What the context works out when it is asked for, such as the admin's address, stays so. */
export function extendCtx<C extends object, More extends object>(ctx: C, more: More): C & More {
  const copy = Object.defineProperties({}, Object.getOwnPropertyDescriptors(ctx));
  return Object.assign(copy, more) as C & More;
}
