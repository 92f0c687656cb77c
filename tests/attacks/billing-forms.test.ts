/** What a billing page's own forms and the offer to mail a link do with what nobody should send. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formTokenOf, submit } from './page-form.js';
import { startTwoPortals, THEIRS, type TwoPortals } from './two-portals.js';

let portals: TwoPortals;
beforeAll(async () => {
  portals = await startTwoPortals();
});
afterAll(() => portals.world.close());

const at = (path: string) => portals.at(path);

describe('a form', () => {
  it.each(['constructor', '__proto__', 'free', 'nothing', ''])(
    'for the plan "%s" opens no checkout',
    async (plan) => {
      const page = await portals.ours.get(at('/billing/checkout'));
      const answer = await submit(at('/billing/checkout'), { token: formTokenOf(page.body), plan });
      expect(answer.status).toBe(400);
    },
  );

  it.each(['nothing', 'free', '__proto__', ''])(
    'behind a link for the plan "%s" is not shown: what is for sale is named',
    async (plan) => {
      const { status, body } = await portals.ours.get(at(`/billing/checkout?plan=${plan}`));
      expect([status, body]).toEqual([400, expect.stringContaining('is not for sale here; for sale: ')]);
    },
  );

  it('with a card number in the first of two equal fields is refused before anything repeats it', async () => {
    const page = await portals.ours.get(at('/billing/checkout'));
    const body = `token=${formTokenOf(page.body)}&plan=4242+4242+4242+4242&plan=team`;
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await fetch(at('/billing/checkout'), {
      method: 'POST',
      body,
      headers,
      redirect: 'manual',
    });
    expect(answer.status).toBe(400);
    expect(await answer.text()).not.toContain('4242 4242');
  });
});

describe('a mailed link', () => {
  it('goes to the admin on record once an hour, and the answer is the same for a portal nobody knows', async () => {
    const { world } = portals;
    const before = world.mails.length;
    const answers = [];
    for (const portal of [THEIRS, THEIRS, THEIRS, 999, 'x']) {
      answers.push(await submit(at('/billing/link'), { portal: String(portal), to: 'evil@evil.example' }));
    }
    await world.settle();
    const links = world.mails.slice(before).filter(({ template }) => template === 'billing-link');
    expect(links).toHaveLength(1);
    expect(links[0]?.to).not.toContain('evil');
    const plain = answers.map(({ status, body }) => `${status} ${body.replaceAll(/nonce="[^"]+"/g, '')}`);
    expect(new Set(plain).size).toBe(1);
  });
});
