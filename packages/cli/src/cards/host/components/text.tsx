import type { MouseEvent, ReactElement, ReactNode } from 'react';
import { Children } from 'react';
import { ExternalMark } from './buttons.js';
import { Glyph } from './glyph.js';
import { REACTIONS, useOverlay } from './overlay.js';
import { targetOf, type Href } from './target.js';
import { classes, sizeOf, styleOf, type HasChildren } from './tokens.js';

interface TextProps extends HasChildren {
  readonly variant?: string;
  readonly inline?: boolean;
  readonly format?: {
    readonly fontWeight?: string;
    readonly italic?: boolean;
    readonly lineDecoration?: string;
    readonly textTransform?: string;
  };
  readonly truncate?: boolean | { readonly maxWidth?: number; readonly tooltipText?: string };
}

/** HubSpot's component of the same name. */
export function Text(props: TextProps): ReactElement {
  const { variant, inline = false, format = {}, truncate = false, children } = props;
  const Element = inline ? 'span' : 'div';
  const cut = typeof truncate === 'object' ? truncate : {};
  return (
    <Element
      className={classes('ux-text', variant, format.fontWeight, truncate !== false && 'truncate')}
      title={cut.tooltipText}
      style={styleOf({
        fontStyle: format.italic === true ? 'italic' : undefined,
        textDecoration: format.lineDecoration?.replace('strikethrough', 'line-through'),
        textTransform: transformOf(format.textTransform),
        maxWidth: cut.maxWidth,
      })}
    >
      {children}
    </Element>
  );
}

function transformOf(
  word: string | undefined,
): 'none' | 'uppercase' | 'lowercase' | 'capitalize' | undefined {
  return word === 'uppercase' || word === 'lowercase' || word === 'capitalize' || word === 'none'
    ? word
    : undefined;
}

/** HubSpot's component of the same name; under the card's own title it is a heading of the third level. */
export function Heading({
  children,
  inline = false,
}: HasChildren & { readonly inline?: boolean }): ReactElement {
  return <h3 className={classes('ux-heading', inline && 'inline')}>{children}</h3>;
}

interface LinkProps extends HasChildren {
  readonly href: Href;
  readonly variant?: string;
  readonly onClick?: (event: unknown, reactions: unknown) => unknown;
  readonly preventDefault?: boolean;
  readonly overlay?: ReactNode;
}

/** HubSpot's component of the same name. */
export function Link(props: LinkProps): ReactElement {
  const { href, variant = 'primary', preventDefault = false, children } = props;
  const overlay = useOverlay(props.overlay);
  const press = (event: MouseEvent): void => {
    if (preventDefault || overlay.has) event.preventDefault();
    props.onClick?.(event.nativeEvent, REACTIONS);
    overlay.open();
  };
  return (
    <>
      <a className={classes('ux-link', variant)} {...targetOf(href)} onClick={press}>
        {children}
        <ExternalMark href={href} />
      </a>
      {overlay.drawn}
    </>
  );
}

interface TagProps extends HasChildren {
  readonly variant?: string;
  readonly onClick?: (event: unknown, reactions: unknown) => unknown;
  readonly overlay?: ReactNode;
}

/** HubSpot's component of the same name. */
export function Tag({ variant = 'default', onClick, children, ...props }: TagProps): ReactElement {
  const overlay = useOverlay(props.overlay);
  const className = classes('ux-tag', variant);
  if (!onClick && !overlay.has) return <span className={className}>{children}</span>;
  return (
    <>
      <button
        type="button"
        className={className}
        onClick={(event) => {
          onClick?.(event.nativeEvent, REACTIONS);
          overlay.open();
        }}
      >
        {children}
      </button>
      {overlay.drawn}
    </>
  );
}

interface StatusTagProps extends HasChildren {
  readonly variant?: string;
  readonly hollow?: boolean;
  readonly onClick?: () => void;
  readonly showRemoveIcon?: boolean;
  readonly onRemoveClick?: () => void;
}

/** HubSpot's component of the same name: a dot in the colour of the state, and its name. */
export function StatusTag(props: StatusTagProps): ReactElement {
  const {
    variant = 'default',
    hollow = false,
    onClick,
    showRemoveIcon = false,
    onRemoveClick,
    children,
  } = props;
  return (
    <span className={classes('ux-status', variant, hollow && 'hollow')}>
      {onClick ? (
        <button type="button" onClick={onClick}>
          {children}
        </button>
      ) : (
        children
      )}
      {showRemoveIcon ? (
        <button type="button" className="ux-close" aria-label="Remove" onClick={onRemoveClick}>
          ×
        </button>
      ) : null}
    </span>
  );
}

/** HubSpot's component of the same name. */
export function List({
  variant = 'unordered',
  children,
}: HasChildren & { readonly variant?: string }): ReactElement {
  const Element = variant.startsWith('ordered') ? 'ol' : 'ul';
  return (
    <Element className={classes('ux-list', variant)}>
      {Children.map(children, (child) => (
        <li>{child}</li>
      ))}
    </Element>
  );
}

interface IconProps {
  readonly name: string;
  readonly color?: string;
  readonly size?: string;
  readonly screenReaderText?: string;
}

const ICON_SIZES: Readonly<Record<string, string>> = { sm: '.875em', md: '1.125em', lg: '1.5em' };

/** HubSpot's component of the same name, in drawings of our own. */
export function Icon({ name, color = 'inherit', size, screenReaderText }: IconProps): ReactElement {
  return (
    <span className={classes('ux-icon', color)}>
      <Glyph name={name} size={ICON_SIZES[sizeOf(size)] ?? '1.125em'} />
      {screenReaderText === undefined ? null : <span className="sr">{screenReaderText}</span>}
    </span>
  );
}
