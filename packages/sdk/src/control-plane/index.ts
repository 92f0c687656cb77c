/** `@hs-x/sdk/control-plane`: the billing calls of the control plane, for those who run one and those who call it. */
export type * from '../contract/control-plane.js';
export { appKeySecret, issueAppKey, parseAppKey, type AppKey, type AppKeyId } from './app-key.js';
export { createControlPlaneClient, type ControlPlaneOptions } from './control-plane-client.js';
export { readGrant, refused, signGrant, verifyGrant, type ClaimedGrant, type GrantedCall } from './grant.js';
export { createMappingDesk, requireMappable, type MappingEngine } from './mapping-desk.js';
