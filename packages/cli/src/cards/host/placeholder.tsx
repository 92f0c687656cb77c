/** What stands where a card uses something `hs-x dev` does not draw: its name, and what is in it. */
import type { ComponentType, ReactElement, ReactNode } from 'react';

interface PlaceholderProps {
  readonly children?: ReactNode;
}

const made = new Map<string, ComponentType<PlaceholderProps>>();

/** The placeholder for a component; the same one for the same name, so that React keeps its state. */
export function placeholderFor(label: string): ComponentType<PlaceholderProps> {
  const known = made.get(label);
  if (known) return known;
  function Placeholder({ children }: PlaceholderProps): ReactElement {
    return (
      <div className="ux-placeholder">
        <p>
          <code>{label}</code> is not shown in hs-x dev.
        </p>
        {typeof children === 'function' ? null : children}
      </div>
    );
  }
  made.set(label, Placeholder);
  return Placeholder;
}

/** The same object, but a component it does not have is a placeholder. */
export function withPlaceholders<Module extends object>(module: Module): Module {
  // A prototype, not a proxy around it: bundlers copy a module's own names and keep its prototype.
  const rest = new Proxy(Object.prototype, {
    get: (target, name, receiver) =>
      typeof name === 'string' && /^[A-Z][A-Za-z0-9]*$/.test(name)
        ? placeholderFor(name)
        : (Reflect.get(target, name, receiver) as unknown),
  });
  return Object.assign(Object.create(rest) as Module, module);
}
