/** A parsed form body. */
export type PageForm = Readonly<Record<string, unknown>>;

/** One text field; missing or repeated reads as empty. */
export function fieldOf(form: PageForm, name: string): string {
  const value = form[name];
  return typeof value === 'string' ? value : '';
}

/** Reads the `account` choice, `<portalId>:<userId>`. */
export function readAccountChoice(
  form: PageForm,
): { readonly portalId: number; readonly userId: number } | undefined {
  const [, portalId, userId] = /^(\d+):(\d+)$/.exec(fieldOf(form, 'account')) ?? [];
  if (portalId === undefined || userId === undefined) return undefined;
  return { portalId: Number(portalId), userId: Number(userId) };
}
