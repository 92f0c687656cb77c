import type { ReactElement } from 'react';
import { alignmentOf, classes, lengthOf, styleOf, type Distance, type HasChildren } from './tokens.js';

interface FlexProps extends HasChildren {
  readonly gap?: Distance;
  readonly direction?: 'row' | 'column';
  readonly justify?: string;
  readonly align?: string;
  readonly alignSelf?: string;
  readonly wrap?: boolean | 'wrap' | 'nowrap';
}

/** HubSpot's component of the same name. */
export function Flex(props: FlexProps): ReactElement {
  const { gap, direction = 'row', justify, align, alignSelf, wrap, children } = props;
  return (
    <div
      className={classes('ux-flex', `is-${direction}`)}
      style={styleOf({
        gap: lengthOf(gap),
        justifyContent: alignmentOf(justify),
        alignItems: alignmentOf(align),
        alignSelf: alignmentOf(alignSelf),
        flexWrap: wrap === true || wrap === 'wrap' ? 'wrap' : undefined,
      })}
    >
      {children}
    </div>
  );
}

interface BoxProps extends HasChildren {
  readonly alignSelf?: string;
  readonly flex?: string | number;
}

/** HubSpot's component of the same name. */
export function Box({ alignSelf, flex, children }: BoxProps): ReactElement {
  return (
    <div className="ux-box" style={styleOf({ alignSelf: alignmentOf(alignSelf), flex })}>
      {children}
    </div>
  );
}

interface StackProps extends HasChildren {
  readonly distance?: Distance;
  readonly direction?: 'row' | 'column';
  readonly justify?: string;
  readonly align?: string;
  readonly width?: string;
}

/** HubSpot's component of the same name. */
export function Stack(props: StackProps): ReactElement {
  const { distance = 'flush', direction = 'column', justify, align, width, children } = props;
  return (
    <div
      className={classes('ux-flex', `is-${direction}`)}
      style={styleOf({
        gap: lengthOf(distance),
        justifyContent: alignmentOf(justify),
        alignItems: alignmentOf(align),
        width,
      })}
    >
      {children}
    </div>
  );
}

/** HubSpot's component of the same name: a row that wraps. */
export function Inline(props: Omit<FlexProps, 'direction' | 'wrap'>): ReactElement {
  return <Flex direction="row" wrap align="center" gap="sm" {...props} />;
}

interface AutoGridProps extends HasChildren {
  readonly columnWidth: number;
  readonly gap?: Distance;
  readonly flexible?: boolean;
}

/** HubSpot's component of the same name: as many columns as fit. */
export function AutoGrid({ columnWidth, gap, flexible = false, children }: AutoGridProps): ReactElement {
  const widest = flexible ? '1fr' : `${columnWidth}px`;
  return (
    <div
      className="ux-grid"
      style={{
        gap: lengthOf(gap),
        gridTemplateColumns: `repeat(auto-fill, minmax(min(100%, ${columnWidth}px), ${widest}))`,
      }}
    >
      {children}
    </div>
  );
}

/** HubSpot's component of the same name. */
export function Divider({ distance }: { readonly distance?: Distance }): ReactElement {
  return <hr className="ux-divider" style={{ marginBlock: lengthOf(distance, 'flush') }} />;
}

/** HubSpot's component of the same name. */
export function Spacer({ size }: { readonly size?: Distance }): ReactElement {
  return <div aria-hidden="true" style={{ height: lengthOf(size, 'md') }} />;
}

/** HubSpot's component of the same name. */
export function Tile(
  props: HasChildren & { readonly compact?: boolean; readonly flush?: boolean },
): ReactElement {
  return (
    <div className={classes('ux-tile', props.compact === true && 'compact', props.flush === true && 'flush')}>
      {props.children}
    </div>
  );
}

/** HubSpot's component of the same name. */
export function Card({ children }: HasChildren): ReactElement {
  return <div className="ux-tile">{children}</div>;
}
