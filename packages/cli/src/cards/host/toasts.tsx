/** `actions.addAlert`: HubSpot shows such messages in a corner of the page. */
import { useSyncExternalStore, type ReactElement } from 'react';

/** A message. */
export interface Toast {
  readonly type?: 'info' | 'warning' | 'success' | 'danger' | 'tip';
  readonly title?: string;
  readonly message: string;
}

type Shown = Toast & { readonly id: number };

/** The messages on screen. */
export interface Toasts {
  readonly add: (toast: Toast) => void;
  readonly remove: (id: number) => void;
  readonly getState: () => readonly Shown[];
  readonly subscribe: (onChange: () => void) => () => void;
}

const SHOWN_FOR_MS = 8_000;

/** No messages yet. */
export function createToasts(): Toasts {
  let shown: readonly Shown[] = [];
  let added = 0;
  const listeners = new Set<() => void>();
  const set = (next: readonly Shown[]): void => {
    shown = next;
    for (const listener of listeners) listener();
  };
  const remove = (id: number): void => set(shown.filter((toast) => toast.id !== id));
  return {
    add: (toast) => {
      added += 1;
      const id = added;
      set([...shown, { ...toast, id }]);
      setTimeout(() => remove(id), SHOWN_FOR_MS);
    },
    remove,
    getState: () => shown,
    subscribe: (onChange) => {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
  };
}

/** Draws them; a screen reader hears each. */
export function ToastList({ toasts }: { readonly toasts: Toasts }): ReactElement {
  const shown = useSyncExternalStore(toasts.subscribe, toasts.getState);
  return (
    <div className="toasts" role="status" aria-live="polite">
      {shown.map(({ id, type = 'info', title, message }) => (
        <div key={id} className={`ux-alert ${type}`}>
          <div>
            {title === undefined ? null : <strong>{title}</strong>}
            <p>{message}</p>
          </div>
          <button type="button" className="ux-close" aria-label="Dismiss" onClick={() => toasts.remove(id)}>
            ×
          </button>
        </div>
      ))}
    </div>
  );
}
