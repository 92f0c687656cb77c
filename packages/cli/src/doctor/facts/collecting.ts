import type { AppConfig } from '@hs-x/sdk/config';
import type { VendorOverrides } from '@hs-x/sdk/node';
import type { AppFolder } from '../../app-folder/app-folder.js';
import type { Environment } from '../../app-folder/own-environment.js';
import type { Asked } from '../finding.js';

/** Which app, and where it is. */
export interface DoctorPlace {
  readonly folder: string;
  readonly database?: string | undefined;
  /** Origin of a deployed app: it is asked instead of the database here. */
  readonly url?: string | undefined;
  /** False: nothing outside this machine is asked. */
  readonly mayAskOutside: boolean;
  readonly environment?: Environment | undefined;
  /** For tests; no flag and no environment name leads here. */
  readonly vendors?: VendorOverrides | undefined;
  /** The machine's wall clock, unix ms. */
  readonly now: () => number;
}

/** What the collectors share. */
export interface Collecting extends DoctorPlace {
  readonly home: AppFolder;
  /** The app's environment as far as it is known here. */
  readonly own: Environment;
  readonly config: Asked<AppConfig>;
  /** Whether the vendors of the app were simulated: then there is nobody to ask. */
  readonly isUnderDev: boolean;
}
