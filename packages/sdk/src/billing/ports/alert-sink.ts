import type { AlertNotice } from '../decision.js';

/** A place outside where operators hear of what needs a person. */
export interface AlertSink {
  /** Names the sink in the outbox and in messages, such as `webhook`. */
  readonly name: string;
  /** Tells of one alert. The same id may come twice; it names the delivery. Throws when the place did not take it. */
  deliver(notice: AlertNotice & { readonly id: string }): Promise<void>;
}
