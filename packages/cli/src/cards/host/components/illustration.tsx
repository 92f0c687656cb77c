/** One drawing for each mood of an empty or failed state. HubSpot's own artwork is not copied; the caption's words carry the meaning. */
import type { ReactElement } from 'react';
import { Glyph } from './glyph.js';

const GLYPHS: Readonly<Record<string, string>> = {
  lock: 'locked',
  unlock: 'locked',
  cone: 'warning',
  support: 'settings',
  error: 'exclamationCircle',
  errorGeneral: 'exclamationCircle',
  errorHourglass: 'clock',
  idea: 'bulb',
  emailConfirmation: 'email',
  meetings: 'date',
  integrations: 'link',
  api: 'link',
};

/** A glyph in a tinted ring. */
export function Picture({
  name,
  width = 88,
}: {
  readonly name: string;
  readonly width?: number;
}): ReactElement {
  const size = Math.min(Math.max(width, 40), 160);
  return (
    <span className="ux-picture" data-picture={name} style={{ width: size, height: size }} aria-hidden="true">
      <Glyph name={GLYPHS[name] ?? 'bulb'} size="42%" />
    </span>
  );
}

/** HubSpot's component of the same name. */
export function Illustration(props: {
  readonly name: string;
  readonly alt: string;
  readonly width?: number;
}): ReactElement {
  return (
    <span role="img" aria-label={props.alt}>
      <Picture name={props.name} {...(props.width === undefined ? {} : { width: props.width })} />
    </span>
  );
}
