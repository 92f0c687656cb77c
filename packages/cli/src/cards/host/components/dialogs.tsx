/** Modal and Panel. The browser's own dialog element keeps the focus inside, closes on Escape, and gives the focus back. */
import { useEffect, useRef, type ReactElement } from 'react';
import { registerOverlay, useCloseOverlay } from './overlay.js';
import { classes, sizeOf, type HasChildren } from './tokens.js';

interface DialogProps extends HasChildren {
  readonly id: string;
  readonly title?: string;
  readonly 'aria-label'?: string;
  readonly width?: string;
  readonly variant?: string;
  readonly onOpen?: () => void;
  readonly onClose?: () => void;
}

function Dialog({ kind, ...props }: DialogProps & { readonly kind: 'modal' | 'panel' }): ReactElement {
  const { id, title, width, variant, onOpen, onClose, children } = props;
  const element = useRef<HTMLDialogElement>(null);
  const close = useCloseOverlay();
  const handlers = useRef({ onOpen, onClose, close });
  handlers.current = { onOpen, onClose, close };
  useEffect(() => {
    element.current?.showModal();
    handlers.current.onOpen?.();
    return registerOverlay(id, () => element.current?.close());
  }, [id]);
  const onClosed = (): void => {
    onClose?.();
    close();
  };
  return (
    <dialog
      ref={element}
      className={classes('ux', 'ux-dialog', `is-${kind}`, sizeOf(width), variant)}
      aria-label={props['aria-label'] ?? title}
      onClose={onClosed}
    >
      <div className="ux-dialog-head">
        <h3>{title}</h3>
        <button
          type="button"
          className="ux-close"
          aria-label="Close"
          onClick={() => element.current?.close()}
        >
          ×
        </button>
      </div>
      {children}
    </dialog>
  );
}

/** HubSpot's component of the same name. */
export function Modal(props: DialogProps): ReactElement {
  return <Dialog kind="modal" {...props} />;
}

/** HubSpot's component of the same name. */
export function Panel(props: DialogProps): ReactElement {
  return <Dialog kind="panel" {...props} />;
}

/** HubSpot's component of the same name. */
export function ModalBody({ children }: HasChildren): ReactElement {
  return <div className="ux-dialog-body">{children}</div>;
}

/** HubSpot's component of the same name. */
export function ModalFooter({ children }: HasChildren): ReactElement {
  return <div className="ux-dialog-foot">{children}</div>;
}

/** HubSpot's component of the same name. */
export function PanelSection({ children }: HasChildren): ReactElement {
  return <div className="ux-dialog-section">{children}</div>;
}

export { ModalBody as PanelBody, ModalFooter as PanelFooter };
