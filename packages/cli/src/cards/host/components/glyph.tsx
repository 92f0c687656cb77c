/** Small drawings of our own, for HubSpot's icon names that cards use most; a name without a drawing gets a dot. */
import type { ReactElement } from 'react';

const PATHS: Readonly<Record<string, string>> = {
  add: 'M12 5v14M5 12h14',
  block: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M6 6l12 12',
  bulb: 'M9 18h6M10 21h4M12 3a6 6 0 0 0-3.5 10.9c.6.5 1 1.2 1 2h5c0-.8.4-1.5 1-2A6 6 0 0 0 12 3',
  checkCircle: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M8 12.5l2.7 2.7L16 9.5',
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7v5l3.5 2',
  copy: 'M9 9h11v11H9zM15 9V4H4v11h5',
  cross: 'M6 6l12 12M18 6L6 18',
  date: 'M4 6h16v14H4zM4 10h16M8 3v5M16 3v5',
  delete: 'M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13',
  downCarat: 'M6 9l6 6 6-6',
  download: 'M12 4v11M7 10.5l5 5 5-5M4 20h16',
  edit: 'M4 20l1-4L16 5l3 3L8 19zM14 7l3 3',
  email: 'M3 6h18v13H3zM3 7l9 7 9-7',
  exclamation: 'M12 4v10M12 18.5v.5',
  exclamationCircle: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7.5v5.5M12 16.2v.3',
  external: 'M14 4h6v6M20 4l-9 9M11 5H5v14h14v-6',
  info: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 11v5.5M12 7.7v.3',
  left: 'M15 6l-6 6 6 6',
  link: 'M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7l-1 1M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.7l1-1',
  locked: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  refresh: 'M20 11a8 8 0 1 0-2.3 6M20 5v6h-6',
  remove: 'M5 12h14',
  right: 'M9 6l6 6-6 6',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M15.5 15.5L20 20',
  settings: 'M4 7h10M18 7h2M4 17h2M10 17h10M14 4.5v5M10 14.5v5',
  success: 'M5 12.5l4.5 4.5L19 7.5',
  warning: 'M12 4l9 16H3zM12 10v4.5M12 17.2v.3',
};

/** A drawing as large as the text beside it; screen readers pass over it. */
export function Glyph({
  name,
  size = '1.125em',
}: {
  readonly name: string;
  readonly size?: string;
}): ReactElement {
  const path = PATHS[name];
  return (
    <svg className="ux-glyph" viewBox="0 0 24 24" width={size} height={size} aria-hidden="true">
      {path === undefined ? <circle cx="12" cy="12" r="4" fill="currentColor" /> : <path d={path} />}
    </svg>
  );
}
