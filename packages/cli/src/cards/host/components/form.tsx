import type { FormEvent, ReactElement } from 'react';
import { REACTIONS } from './overlay.js';
import type { HasChildren } from './tokens.js';

interface FormProps extends HasChildren {
  readonly onSubmit?: (event: unknown, reactions: unknown) => unknown;
  readonly autoComplete?: 'on' | 'off';
}

/** HubSpot's component of the same name: `onSubmit` gets the fields' values as `targetValue`. */
export function Form({ onSubmit, autoComplete = 'on', children }: FormProps): ReactElement {
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const targetValue = Object.fromEntries(new FormData(event.currentTarget));
    onSubmit?.({ type: 'submit', bubbles: true, timeStamp: event.timeStamp, targetValue }, REACTIONS);
  };
  return (
    <form className="ux-form" autoComplete={autoComplete} onSubmit={submit}>
      {children}
    </form>
  );
}
