/**
 * A value HS-X does not know the shape of: KV values of the author's own prefixes, bodies of HTTP answers, a provider's event
 * objects. It is the one exemption from "no any": such values are read as written in the vendor's documentation.
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the one exported loose type
export type Loose = any;
