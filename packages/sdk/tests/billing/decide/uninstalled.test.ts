import { describe, expect, it } from 'vitest';
import type { Account } from '../../../src/billing/account.js';
import type { Input, Installed, Uninstalled } from '../../../src/billing/input.js';
import { buildCustomer, buildObserved, buildRules, buildSubscription } from '../../../src/testing/index.js';
import { NOW, observed, when, whenAll } from '../given.js';

const UNINSTALLED: Uninstalled = { kind: 'uninstalled', learnedFrom: 'app' };
const INSTALLED: Installed = {
  kind: 'installed',
  adminEmail: 'grace@example.com',
  accountType: 'STANDARD',
  scopes: ['oauth'],
};
const LATER = NOW + 86_400_000;
const seen = (cancelAt: number | null): Input => observed(buildObserved([buildSubscription({ cancelAt })]));
const paying = (): Account => whenAll(buildCustomer(), [seen(null)]);
const kindsOf = ({ intents }: Account) => intents.map(({ kind }) => kind);
/** The oldest provider write is done, and its effect seen. */
function done(account: Account, cancelAt: number | null): Account {
  const generation = account.intents[0]?.generation ?? 0;
  return whenAll(account, [
    { kind: 'cancellationChanged', generation, releasedScheduleId: null },
    seen(cancelAt),
  ]);
}

describe('an uninstall', () => {
  it('schedules the end of the subscription and tells the author, once', () => {
    const { account, effects } = when(paying(), UNINSTALLED);
    expect(kindsOf(account)).toEqual(['scheduleCancellation']);
    expect(effects).toMatchObject([{ kind: 'runTrigger', trigger: 'hubspot.app.uninstalled' }]);
    expect(when(account, UNINSTALLED)).toMatchObject({ effects: [], journal: [] });
  });

  it.each([
    ['has no subscription', buildCustomer(), buildRules()],
    ['has canceled already', whenAll(buildCustomer(), [seen(LATER)]), buildRules()],
    ['is to be kept', paying(), buildRules({ on_uninstall: 'keep' })],
  ])('changes nothing at the provider when the portal %s', (_why, account, rules) => {
    const next = when(account, UNINSTALLED, { rules }).account;
    expect(kindsOf(next)).toEqual([]);
    expect(next.cancellationByUninstall).toBeNull();
  });

  it('is undone by a reinstall, also while its own write still waits', () => {
    const gone = when(paying(), UNINSTALLED).account;
    expect(kindsOf(when(gone, INSTALLED).account)).toEqual(['scheduleCancellation', 'undoCancellation']);
    expect(kindsOf(when(done(gone, LATER), INSTALLED).account)).toEqual(['undoCancellation']);
  });

  it('after a reinstall whose undoing still waits schedules the end again', () => {
    const back = when(done(when(paying(), UNINSTALLED).account, LATER), INSTALLED).account;
    const gone = when(back, UNINSTALLED).account;
    expect(kindsOf(gone)).toEqual(['undoCancellation', 'scheduleCancellation']);
    expect(gone.cancellationByUninstall).toBe('sub_1');
  });

  it('forgets that the cancellation was ours when the customer takes it back: a later one is theirs', () => {
    const gone = done(when(paying(), UNINSTALLED).account, LATER);
    expect(gone.cancellationByUninstall).toBe('sub_1');
    const kept = when(gone, seen(null)).account;
    expect(kept.cancellationByUninstall).toBeNull();
    expect(kindsOf(when(when(kept, seen(LATER)).account, INSTALLED).account)).toEqual([]);
  });

  it('keeps knowing that it is ours while the provider has not shown it yet', () => {
    const gone = when(paying(), UNINSTALLED).account;
    expect(when(gone, seen(null)).account.cancellationByUninstall).toBe('sub_1');
  });

  it('ends a subscription that is first seen after it', () => {
    const gone = when(buildCustomer(), UNINSTALLED).account;
    expect(kindsOf(when(gone, seen(null)).account)).toEqual(['scheduleCancellation']);
    const kept = when(gone, seen(null), { rules: buildRules({ on_uninstall: 'keep' }) }).account;
    expect(kindsOf(kept)).toEqual([]);
  });
});
