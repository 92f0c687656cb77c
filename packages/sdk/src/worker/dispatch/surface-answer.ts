/** What a surface answers HubSpot: a status it understands and a JSON body. */
export interface SurfaceAnswer {
  readonly status: 200 | 402;
  readonly body: object;
}
