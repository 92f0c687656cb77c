/** The order of a list, and where in it a page begins. A cursor names a place between portals, so that one that comes or goes does no harm. */
import type { PortalQuery, PortalSummary } from '../../contract/admin/portal-summary.js';
import { invalid, shown } from './read-request.js';

type Sort = NonNullable<PortalQuery['sort']>;
type Place = readonly [value: string | number | null, portalId: string];

const VALUES: Readonly<Record<Sort, (portal: PortalSummary) => string | number | null>> = {
  portal: () => null,
  plan: ({ plan }) => plan,
  status: ({ status }) => status,
  updated: ({ updatedAt }) => updatedAt,
  trialEnds: ({ trialEndsAt }) => trialEndsAt,
  renews: ({ renewsAt }) => renewsAt,
};

/** The page's portals in order, and the cursor of the next page. */
export function pageOf(
  portals: readonly PortalSummary[],
  wish: {
    readonly sort: Sort;
    readonly isDescending: boolean;
    readonly limit: number;
    readonly after: string | undefined;
  },
): { readonly entries: readonly PortalSummary[]; readonly next: string | null } {
  const { sort, isDescending, limit } = wish;
  const placeOf = (portal: PortalSummary): Place => [VALUES[sort](portal), portal.portalId];
  const compare = (left: Place, right: Place) => comparePlaces(left, right, isDescending);
  const after = wish.after === undefined ? null : readPlace(wish.after);
  const rest = portals
    .filter((portal) => after === null || compare(placeOf(portal), after) > 0)
    .toSorted((left, right) => compare(placeOf(left), placeOf(right)));
  const entries = rest.slice(0, limit);
  const last = entries.at(-1);
  return { entries, next: rest.length > limit && last ? writePlace(placeOf(last)) : null };
}

/** Portals without a value come last in either direction; equals go by portal id, in the direction of the list only where it is all there is. */
function comparePlaces(left: Place, right: Place, isDescending: boolean): number {
  const [a, b] = [left[0], right[0]];
  const equals = byPortal(left[1], right[1]);
  if (a === null && b === null) return isDescending ? -equals : equals;
  if (a === null || b === null) return a === null ? 1 : -1;
  const difference = a < b ? -1 : a > b ? 1 : 0;
  return (isDescending ? -difference : difference) || equals;
}

/** Portal ids are whole numbers of any length. */
function byPortal(left: string, right: string): number {
  return left.length - right.length || (left < right ? -1 : left > right ? 1 : 0);
}

function writePlace(place: Place): string {
  return encodeURIComponent(JSON.stringify(place));
}

function readPlace(text: string): Place {
  try {
    const place: unknown = JSON.parse(decodeURIComponent(text));
    if (Array.isArray(place) && place.length === 2 && typeof place[1] === 'string') {
      return place as unknown as Place;
    }
  } catch {
    // the refusal below says it
  }
  throw invalid(`after was ${shown(text)}; it must be the "next" of the page before.`);
}
