import type { HubspotEngine } from '../hubspot-state.js';
import type { Install } from '../installs/install.js';
import { LIFECYCLE_EVENT_TYPE_IDS, type LifecycleEvent } from './journal-entry.js';

/** Writes an install or uninstall into the journal, if the app has subscribed to it; earlier ones are not made up for. */
export function publishLifecycleEvent(
  engine: HubspotEngine,
  install: Install,
  action: LifecycleEvent['action'],
): void {
  const eventTypeId = LIFECYCLE_EVENT_TYPE_IDS[action];
  const isWanted = engine.state.journalSubscriptions.some(
    (one) => one.appId === install.appId && one.eventTypeId === eventTypeId,
  );
  if (!isWanted) return;
  const now = engine.clock.now();
  const event: LifecycleEvent = {
    type: 'app_lifecycle_event',
    action,
    portalId: install.portalId,
    occurredAt: new Date(now).toISOString(),
    eventTypeId,
    properties: {
      hs_app_id: String(install.appId),
      hs_app_install_level: 'PORTAL',
      hs_initiating_user_id: String(install.userId),
      hs_user_id: String(install.userId),
    },
  };
  const offset = newOffset(engine);
  engine.state.journal.push({ offset, appId: install.appId, publishedAt: now, events: [event] });
}

function newOffset(engine: HubspotEngine): string {
  const hex = (length: number): string => engine.ids.text('journal-offset', length, '0123456789abcdef');
  return [hex(8), hex(4), `4${hex(3)}`, `8${hex(3)}`, hex(12)].join('-');
}
