/** The frame of a form field: label, description, message, and how they are tied to the control. */
import { useId, type ReactElement, type ReactNode } from 'react';
import { classes } from './tokens.js';

/** What every field takes. */
export interface FieldProps {
  readonly label?: string;
  readonly name?: string;
  readonly required?: boolean;
  readonly readOnly?: boolean;
  readonly description?: string;
  readonly tooltip?: string;
  readonly placeholder?: string;
  readonly error?: boolean;
  readonly validationMessage?: string;
}

/** The control's own attributes. */
export interface ControlAttributes {
  readonly id: string;
  readonly name: string | undefined;
  readonly required: boolean | undefined;
  readonly 'aria-invalid': boolean;
  readonly 'aria-describedby': string | undefined;
}

/** Draws a field around its control. */
export function Field(
  props: FieldProps & { readonly children: (control: ControlAttributes) => ReactNode },
): ReactElement {
  const id = useId();
  const { label, description, tooltip, validationMessage, error = false } = props;
  const about = [description, tooltip].filter((text) => text !== undefined).join(' ');
  const ids = [about === '' ? null : `${id}-about`, validationMessage === undefined ? null : `${id}-message`];
  const described = ids.filter((each) => each !== null).join(' ');
  return (
    <div className={classes('ux-field', error && 'error')}>
      {label === undefined ? null : (
        <label htmlFor={id}>
          {label}
          {props.required === true ? <span aria-hidden="true"> *</span> : null}
        </label>
      )}
      {about === '' ? null : (
        <p id={`${id}-about`} className="soft small">
          {about}
        </p>
      )}
      {props.children({
        id,
        name: props.name,
        required: props.required,
        'aria-invalid': error,
        'aria-describedby': described === '' ? undefined : described,
      })}
      {validationMessage === undefined ? null : (
        <p id={`${id}-message`} className={classes('small', error ? 'bad' : 'soft')}>
          {validationMessage}
        </p>
      )}
    </div>
  );
}
