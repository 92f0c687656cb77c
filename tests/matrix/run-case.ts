/** The contract suites of all the stores, a case at a time: in workerd no test runner is there. */
import type { StoreContracts } from '@hs-x/sdk/testing';

/** Runs one case; answers null, or why it failed. */
export async function runCase(
  suites: StoreContracts,
  wish: { readonly suite: string; readonly title: string },
): Promise<string | null> {
  const found = suites[wish.suite]?.find(({ title }) => title === wish.title);
  if (!found) return 'There is no such case.';
  try {
    await found.run();
    return null;
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : '';
    return `${String(error)}${cause}`;
  }
}
