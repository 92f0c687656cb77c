/** What a webhook costs from its arrival until the portal's row is right, beside the least one can do, on any store. Nothing here needs Node. */
import { eventEngine } from './event-engine.mjs';
import { interleave, rounded } from './interleave.mjs';
import { signedRounds } from './subscription-event.mjs';

/** Of so many portals one event each arrives together; the round is over when all of them are done. */
export const PORTALS = 20;

/** Answers the figure of the store; `insert` is the floor: it keeps an event and its text durably, as the store would. */
export async function measureWebhooks({ store, stores, insert }, { samples = 15, times = 10 } = {}) {
  const engine = eventEngine(stores, { portals: PORTALS, now: Date.now() });
  const count = (samples + 1) * times;
  const contenders = {
    floor: await roundsOf(count, async (request) => {
      const event = await engine.verify(request);
      await insert(event, JSON.stringify(event));
    }),
    ours: await roundsOf(count, engine.receive),
  };
  const micros = await interleave(contenders, { samples, times });
  await checkWorkedOff(engine, count);
  const perSecond = (name) => Math.round((PORTALS * 1e6) / micros[name]);
  return [
    {
      name: 'webhooks: verified, stored, observed, decided, committed',
      store,
      'events/s': perSecond('ours'),
      'floor, events/s': perSecond('floor'),
      ratio: rounded(micros.floor / micros.ours),
    },
  ];
}

async function roundsOf(rounds, receive) {
  const events = (await signedRounds({ rounds, portals: PORTALS })).values();
  return () => Promise.all(events.next().value.map(receive));
}

/** A benchmark of work that is not done says nothing. */
async function checkWorkedOff({ leftEvents, versions }, rounds) {
  const left = await leftEvents();
  if (left.length > 0) throw new Error(`${left.length} events were not worked off.`);
  const written = (await versions()).filter((version) => version === 1 + rounds);
  if (written.length !== PORTALS)
    throw new Error(`${written.length} of ${PORTALS} rows were written every time.`);
}
