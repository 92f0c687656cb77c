import type { MouseEvent, ReactElement, ReactNode } from 'react';
import { Glyph } from './glyph.js';
import { REACTIONS, useOverlay } from './overlay.js';
import { targetOf, type Href } from './target.js';
import { classes, sizeOf, type HasChildren } from './tokens.js';

/** What all buttons take. */
export interface ButtonProps extends HasChildren {
  readonly onClick?: (event: unknown, reactions: unknown) => unknown;
  readonly href?: Href;
  readonly disabled?: boolean;
  readonly variant?: string;
  readonly type?: 'button' | 'reset' | 'submit';
  readonly size?: string;
  readonly truncate?: boolean;
  readonly overlay?: ReactNode;
}

/** HubSpot's component of the same name; with `href` it is a link. */
export function Button(props: ButtonProps): ReactElement {
  const { href, disabled = false, variant = 'secondary', type = 'button', size, children } = props;
  const overlay = useOverlay(props.overlay);
  const className = classes('ux-button', variant, sizeOf(size), props.truncate === true && 'truncate');
  const press = (event: MouseEvent): void => {
    props.onClick?.(event.nativeEvent, REACTIONS);
    overlay.open();
  };
  if (href !== undefined && !disabled) {
    return (
      <>
        <a className={className} {...targetOf(href)} onClick={press}>
          {children}
          <ExternalMark href={href} />
        </a>
        {overlay.drawn}
      </>
    );
  }
  return (
    <>
      <button
        type={type}
        className={className}
        disabled={disabled}
        aria-haspopup={overlay.has ? 'dialog' : undefined}
        onClick={press}
      >
        {children}
      </button>
      {overlay.drawn}
    </>
  );
}

/** Says that a link opens a new tab, to the eye and to a screen reader. */
export function ExternalMark({ href }: { readonly href: Href }): ReactElement | null {
  if (typeof href === 'string' || href.external !== true) return null;
  return (
    <>
      <Glyph name="external" size=".95em" />
      <span className="sr"> (opens in a new tab)</span>
    </>
  );
}

/** HubSpot's component of the same name: it cannot be pressed again while it loads. */
export function LoadingButton(
  props: ButtonProps & { readonly loading?: boolean; readonly resultIconName?: string },
): ReactElement {
  const { loading = false, resultIconName, children, ...rest } = props;
  return (
    <span className="ux-loading-button" aria-busy={loading}>
      <Button {...rest} disabled={loading || rest.disabled === true}>
        {loading ? <span className="ux-spin" aria-hidden="true" /> : null}
        {!loading && resultIconName !== undefined ? <Glyph name={resultIconName} /> : null}
        {children}
        {loading ? <span className="sr">, loading</span> : null}
      </Button>
    </span>
  );
}

/** HubSpot's component of the same name. */
export function ButtonRow({ children }: HasChildren): ReactElement {
  return <div className="ux-button-row">{children}</div>;
}

interface DropdownProps extends HasChildren {
  readonly options?: readonly { readonly label: string; readonly onClick?: () => void }[];
  readonly buttonText?: string;
  readonly buttonSize?: string;
  readonly variant?: string;
  readonly disabled?: boolean;
}

/** HubSpot's component of the same name. */
function DropdownMenu(props: DropdownProps): ReactElement {
  const {
    options = [],
    buttonText = 'Actions',
    buttonSize,
    variant = 'secondary',
    disabled,
    children,
  } = props;
  if (disabled === true) {
    return (
      <Button variant={variant} {...(buttonSize === undefined ? {} : { size: buttonSize })} disabled>
        {buttonText}
      </Button>
    );
  }
  return (
    <details className="ux-dropdown">
      <summary className={classes('ux-button', variant, sizeOf(buttonSize))}>
        {buttonText} <Glyph name="downCarat" />
      </summary>
      <div className="ux-menu">
        {options.map(({ label, onClick }) => (
          <DropdownItem key={label} {...(onClick ? { onClick } : {})}>
            {label}
          </DropdownItem>
        ))}
        {children}
      </div>
    </details>
  );
}

function DropdownItem(props: Pick<ButtonProps, 'onClick' | 'overlay' | 'children'>): ReactElement {
  const overlay = useOverlay(props.overlay);
  const press = (event: MouseEvent<HTMLButtonElement>): void => {
    event.currentTarget.closest('details')?.removeAttribute('open');
    props.onClick?.(event.nativeEvent, REACTIONS);
    overlay.open();
  };
  return (
    <>
      <button type="button" onClick={press}>
        {props.children}
      </button>
      {overlay.drawn}
    </>
  );
}

/** HubSpot's component of the same name, with `Dropdown.ButtonItem`. */
export const Dropdown = Object.assign(DropdownMenu, { ButtonItem: DropdownItem });
