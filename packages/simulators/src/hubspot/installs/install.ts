/** One app in one portal. An uninstalled one is kept, so that a reinstall can be told from a first install. */
export interface Install {
  readonly appId: number;
  readonly portalId: number;
  /** Who connected the app last. */
  readonly userId: number;
  readonly scopes: readonly string[];
  readonly installedAt: number;
  readonly uninstalledAt?: number;
}
