/**
 * The only globals this package may use. HubSpot runs cards in a web worker without window, document, fetch or storage
 * (HubSpot's documentation, read 2026-11-20); since this package compiles without the DOM library, naming one of those
 * is a compile error here, not a failure in somebody's portal.
 */
declare function setTimeout(handler: () => void, delayMs: number): number;
declare function clearTimeout(timer: number | undefined): void;

/** The type of what `hubspot.fetch` answers, as far as it is used here; only a type, there is no such global to call. */
interface Response {
  readonly status: number;
  json(): Promise<unknown>;
}
