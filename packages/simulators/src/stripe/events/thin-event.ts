/**
 * Events of API v2. A notification says what happened to which object and carries nothing of it; who wants to know more reads the event
 * (stripe 23.1.0, `V2.Core.Event` and `parseEventNotification`, read 2026-11-21).
 */

/** What an event destination is sent. */
export interface ThinNotification {
  readonly id: string;
  readonly object: 'v2.core.event';
  readonly created: string;
  readonly livemode: false;
  readonly related_object: RelatedObject | null;
  readonly type: string;
}

/** The object an event is about. */
export interface RelatedObject {
  readonly id: string;
  readonly type: string;
  /** Where it is read. */
  readonly url: string;
}

/** The event as it is read. */
export interface ThinEventObject extends ThinNotification {
  readonly data: Readonly<Record<string, unknown>>;
}

/** The event without what only its reader gets. */
export function notificationOf(event: ThinEventObject): ThinNotification {
  const { id, object, created, livemode, related_object, type } = event;
  return { id, object, created, livemode, related_object, type };
}
