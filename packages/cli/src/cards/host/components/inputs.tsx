import type { ReactElement } from 'react';
import { Field, type FieldProps } from './field.js';
import { useTypedText } from './use-typed-text.js';

interface InputProps<Value> extends FieldProps {
  readonly value?: Value;
  readonly defaultValue?: Value;
  readonly onChange?: (value: Value) => void;
  readonly onInput?: (value: Value) => void;
  readonly onBlur?: (value: Value) => void;
  readonly onFocus?: (value: Value) => void;
}

type TextProps = InputProps<string> & { readonly type?: string };

/** HubSpot's component of the same name. */
export function Input(props: TextProps): ReactElement {
  const typed = useTypedText({ ...handlersOf(props), value: props.value ?? props.defaultValue });
  return (
    <Field {...props}>
      {(control) => (
        <input
          {...control}
          {...typed}
          type={props.type ?? 'text'}
          readOnly={props.readOnly}
          placeholder={props.placeholder}
        />
      )}
    </Field>
  );
}

/** HubSpot's component of the same name. */
export function SearchInput(props: TextProps): ReactElement {
  return <Input placeholder="Search" {...props} type="search" />;
}

/** HubSpot's component of the same name. */
export function TextArea(
  props: TextProps & { readonly rows?: number; readonly maxLength?: number },
): ReactElement {
  const typed = useTypedText({ ...handlersOf(props), value: props.value ?? props.defaultValue });
  return (
    <Field {...props}>
      {(control) => (
        <textarea
          {...control}
          {...typed}
          onKeyDown={undefined} // Enter is a new line here
          rows={props.rows ?? 3}
          maxLength={props.maxLength}
          readOnly={props.readOnly}
          placeholder={props.placeholder}
        />
      )}
    </Field>
  );
}

export { TextArea as Textarea };

type NumberProps = InputProps<number> & {
  readonly min?: number;
  readonly max?: number;
  readonly stepSize?: number;
  readonly currency?: string;
};

/** HubSpot's component of the same name. */
export function NumberInput(props: NumberProps): ReactElement {
  const { min, max, stepSize, currency, label } = props;
  const value = props.value ?? props.defaultValue;
  const typed = useTypedText({
    ...handlersOf(props, Number),
    value: value === undefined ? undefined : String(value),
  });
  const labelled = currency === undefined || label === undefined ? {} : { label: `${label} (${currency})` };
  return (
    <Field {...props} {...labelled}>
      {(control) => (
        <input
          {...control}
          {...typed}
          type="number"
          min={min}
          max={max}
          step={stepSize ?? 'any'}
          readOnly={props.readOnly}
          placeholder={props.placeholder}
        />
      )}
    </Field>
  );
}

export { NumberInput as StepperInput };

/** HubSpot's component of the same name. */
export function CurrencyInput(props: NumberProps): ReactElement {
  return <NumberInput currency="USD" {...props} />;
}

interface HubspotDate {
  readonly year: number;
  /** From 0, as in HubSpot. */
  readonly month: number;
  readonly date: number;
}

/** HubSpot's component of the same name. */
export function DateInput(props: InputProps<HubspotDate>): ReactElement {
  const value = props.value ?? props.defaultValue;
  const typed = useTypedText({ ...handlersOf(props, readDate), value: value ? writeDate(value) : undefined });
  return (
    <Field {...props}>
      {(control) => <input {...control} {...typed} type="date" readOnly={props.readOnly} />}
    </Field>
  );
}

interface HubspotTime {
  readonly hours: number;
  readonly minutes: number;
}

/** HubSpot's component of the same name. */
export function TimeInput(props: InputProps<HubspotTime>): ReactElement {
  const value = props.value ?? props.defaultValue;
  const typed = useTypedText({ ...handlersOf(props, readTime), value: value ? writeTime(value) : undefined });
  return (
    <Field {...props}>
      {(control) => <input {...control} {...typed} type="time" readOnly={props.readOnly} />}
    </Field>
  );
}

/** The field's handlers as handlers of text. */
function handlersOf<Value>(
  { onChange, onInput, onBlur, onFocus }: InputProps<Value>,
  read: (text: string) => Value = (text) => text as Value, // without `read`, the field's value is its text
) {
  return {
    onChange: (text: string) => onChange?.(read(text)),
    onInput: (text: string) => onInput?.(read(text)),
    onBlur: (text: string) => onBlur?.(read(text)),
    onFocus: (text: string) => onFocus?.(read(text)),
  };
}

function readDate(text: string): HubspotDate & { readonly formattedDate: string } {
  const [year = 0, month = 1, date = 1] = text.split('-').map(Number);
  return { year, month: month - 1, date, formattedDate: text };
}

function writeDate({ year, month, date }: HubspotDate): string {
  return [String(year).padStart(4, '0'), twoDigits(month + 1), twoDigits(date)].join('-');
}

function readTime(text: string): HubspotTime {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return { hours, minutes };
}

function writeTime({ hours, minutes }: HubspotTime): string {
  return `${twoDigits(hours)}:${twoDigits(minutes)}`;
}

function twoDigits(count: number): string {
  return String(count).padStart(2, '0');
}
