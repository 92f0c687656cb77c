/** What opens over the page when something is pressed: an element in `overlay`, in a dialog that keeps the keyboard inside. */
import {
  createContext,
  isValidElement,
  useContext,
  useState,
  type ReactElement,
  type ReactNode,
} from 'react';
import { createPortal } from 'react-dom';

/** Closes the overlay in which a component is drawn. */
export const OverlayCloseContext = createContext<() => void>(() => undefined);

const open = new Map<string, () => void>();

/** HubSpot's `actions.closeOverlay`. */
export function closeOverlay(id: string): void {
  open.get(id)?.();
}

/** Notes how an overlay is closed by its id; answers how to forget it. */
export function registerOverlay(id: string, close: () => void): () => void {
  open.set(id, close);
  return () => {
    if (open.get(id) === close) open.delete(id);
  };
}

/** How to open a component's overlay, and what to draw beside the component. */
export interface Overlay {
  readonly open: () => void;
  readonly drawn: ReactNode;
  readonly has: boolean;
}

/** The overlay of a component. */
export function useOverlay(overlay: ReactNode): Overlay {
  const [isOpen, setOpen] = useState(false);
  if (isValidElement(overlay) && overlay.type === Tooltip) {
    return { has: false, open: () => undefined, drawn: overlay };
  }
  const has = overlay !== undefined && overlay !== null;
  return {
    has,
    open: () => setOpen(has),
    drawn: isOpen ? <InFront onClose={() => setOpen(false)}>{overlay}</InFront> : null,
  };
}

function InFront(props: { readonly children: ReactNode; readonly onClose: () => void }): ReactElement {
  const drawn = (
    <OverlayCloseContext.Provider value={props.onClose}>{props.children}</OverlayCloseContext.Provider>
  );
  return <>{createPortal(drawn, document.body)}</>;
}

/** HubSpot's component of the same name: what it explains stands beside the component, where a touch screen shows it, too. */
export function Tooltip({ children }: { readonly children?: ReactNode }): ReactElement {
  return <span className="ux-hint">{children}</span>;
}

/** Closes the overlay around. */
export function useCloseOverlay(): () => void {
  return useContext(OverlayCloseContext);
}

/** What HubSpot hands to handlers besides the event. */
export const REACTIONS = {
  closeModal: closeOverlay,
  closePanel: closeOverlay,
  openModal: noOpen,
  openPanel: noOpen,
};

function noOpen(id: string): void {
  throw new Error(`hs-x dev opens "${id}" only as the overlay of a component: <Button overlay={…}>.`);
}
