/** The provider's later word on usage it took and then dropped: taken is not billed. */
export interface MeterErrors {
  /** Whether events of the type tell of dropped usage. */
  isReport(type: string): boolean;
  /** Reads the report a verified payload names; null when it can no longer be read. Throws PROVIDER_UNAVAILABLE or PROVIDER_REFUSED. */
  read(payload: unknown): Promise<MeterErrorReport | null>;
}

/** What was dropped in one of the provider's windows. */
export interface MeterErrorReport {
  /** The meter's event name; null: the usage named no meter. */
  readonly eventName: string | null;
  readonly errors: readonly DroppedUsage[];
}

/** Reports dropped for one reason. */
export interface DroppedUsage {
  /** The provider's code, such as `meter_event_customer_not_found`; there may be new ones. */
  readonly code: string;
  /** How many reports, 1 or more. */
  readonly count: number;
}
