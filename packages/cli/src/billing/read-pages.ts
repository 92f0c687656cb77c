import type { Page } from '@hs-x/sdk/admin';

/** Every page from a place on, one after the other. */
export async function* readPages<Entry>(
  read: (after: string | undefined) => Promise<Page<Entry>>,
  from?: string,
): AsyncGenerator<Page<Entry>, void, void> {
  let after: string | undefined = from;
  for (;;) {
    const page = await read(after);
    yield page;
    if (page.next === null) return;
    after = page.next;
  }
}

/** One page, or with `isAll` everything from there on as one. */
export async function readWished<Entry>(
  read: (after: string | undefined) => Promise<Page<Entry>>,
  { from, isAll }: { readonly from: string | undefined; readonly isAll: boolean },
): Promise<Page<Entry>> {
  if (!isAll) return read(from);
  const entries: Entry[] = [];
  for await (const page of readPages(read, from)) entries.push(...page.entries);
  return { entries, next: null };
}
