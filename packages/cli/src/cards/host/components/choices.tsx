import { useId, useState, type ReactElement } from 'react';
import { Field, type FieldProps } from './field.js';
import { classes, type HasChildren } from './tokens.js';

type OptionValue = string | number | boolean;

interface Option {
  readonly label: string;
  readonly value: OptionValue;
}

interface SelectProps extends FieldProps {
  readonly options?: readonly Option[];
  readonly value?: OptionValue;
  readonly onChange?: (value: OptionValue) => void;
}

/** HubSpot's component of the same name. */
export function Select(props: SelectProps): ReactElement {
  const { options = [], value, onChange, placeholder = 'Select' } = props;
  const [own, setOwn] = useState<OptionValue | undefined>(undefined);
  const chosen = options.findIndex((option) => option.value === (value ?? own));
  const choose = (at: number): void => {
    const option = options[at];
    if (!option) return;
    setOwn(option.value);
    onChange?.(option.value);
  };
  return (
    <Field {...props}>
      {(control) => (
        <select
          {...control}
          disabled={props.readOnly}
          value={chosen}
          onChange={(event) => choose(Number(event.currentTarget.value))}
        >
          <option value={-1} disabled>
            {placeholder}
          </option>
          {options.map(({ label }, at) => (
            <option key={label} value={at}>
              {label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

interface MultiSelectProps extends FieldProps {
  readonly options?: readonly Option[];
  readonly value?: readonly OptionValue[];
  readonly onChange?: (values: readonly OptionValue[]) => void;
}

/** HubSpot's component of the same name, as a list of check boxes. */
export function MultiSelect(props: MultiSelectProps): ReactElement {
  const { label = '', options = [], value, onChange } = props;
  const [own, setOwn] = useState<readonly OptionValue[]>([]);
  const chosen = value ?? own;
  const set = (option: OptionValue, isChosen: boolean): void => {
    const next = options
      .map((each) => each.value)
      .filter((each) => (each === option ? isChosen : chosen.includes(each)));
    setOwn(next);
    onChange?.(next);
  };
  return (
    <fieldset className="ux-field">
      <legend>{label}</legend>
      {options.map((option) => (
        <Checkbox
          key={option.label}
          checked={chosen.includes(option.value)}
          onChange={(isChecked) => set(option.value, isChecked)}
        >
          {option.label}
        </Checkbox>
      ))}
    </fieldset>
  );
}

interface ToggleProps {
  readonly label: string;
  readonly labelDisplay?: 'inline' | 'top' | 'hidden';
  readonly checked?: boolean;
  readonly initialIsChecked?: boolean;
  readonly readOnly?: boolean;
  readonly readonly?: boolean;
  readonly name?: string;
  readonly onChange?: (isChecked: boolean) => void;
}

/** HubSpot's component of the same name. */
export function Toggle(props: ToggleProps): ReactElement {
  const { label, labelDisplay = 'inline', checked, initialIsChecked = false, name, onChange } = props;
  const [own, setOwn] = useState(initialIsChecked);
  return (
    <label className={classes('ux-toggle', `label-${labelDisplay}`)}>
      <input
        type="checkbox"
        role="switch"
        name={name}
        checked={checked ?? own}
        disabled={props.readOnly === true || props.readonly === true}
        onChange={(event) => {
          setOwn(event.currentTarget.checked);
          onChange?.(event.currentTarget.checked);
        }}
      />
      <span className={labelDisplay === 'hidden' ? 'sr' : ''}>{label}</span>
    </label>
  );
}

interface CheckboxProps extends HasChildren {
  readonly value?: string;
  readonly checked?: boolean;
  readonly initialIsChecked?: boolean;
  readonly readOnly?: boolean;
  readonly readonly?: boolean;
  readonly description?: string;
  readonly name?: string;
  readonly 'aria-label'?: string;
  readonly onChange?: (isChecked: boolean, value: string) => void;
}

/** HubSpot's component of the same name. */
export function Checkbox(props: CheckboxProps): ReactElement {
  return <Tick kind="checkbox" {...props} />;
}

/** HubSpot's component of the same name. */
export function RadioButton(props: CheckboxProps): ReactElement {
  return <Tick kind="radio" {...props} />;
}

function Tick({ kind, ...props }: CheckboxProps & { readonly kind: 'checkbox' | 'radio' }): ReactElement {
  const { value = '', checked, initialIsChecked = false, description, name, onChange, children } = props;
  const [own, setOwn] = useState(initialIsChecked);
  const aboutId = useId();
  return (
    <label className="ux-tick">
      <input
        type={kind}
        name={name}
        value={value}
        checked={checked ?? own}
        disabled={props.readOnly === true || props.readonly === true}
        aria-label={props['aria-label']}
        aria-describedby={description === undefined ? undefined : aboutId}
        onChange={(event) => {
          setOwn(event.currentTarget.checked);
          onChange?.(event.currentTarget.checked, value);
        }}
      />
      <span>
        {children}
        {description === undefined ? null : (
          <span id={aboutId} className="soft small">
            {description}
          </span>
        )}
      </span>
    </label>
  );
}

interface ToggleGroupProps extends FieldProps {
  readonly toggleType?: 'checkboxList' | 'radioButtonList';
  readonly options?: readonly {
    readonly label: string;
    readonly value: string;
    readonly initialIsChecked?: boolean;
    readonly readOnly?: boolean;
    readonly description?: string;
  }[];
  readonly value?: string | readonly string[];
  readonly inline?: boolean;
  readonly onChange?: (value: never) => void;
}

/** HubSpot's component of the same name. */
export function ToggleGroup(props: ToggleGroupProps): ReactElement {
  const { label = '', name, options = [], toggleType = 'checkboxList', inline = false } = props;
  const initial = options.filter((option) => option.initialIsChecked === true).map(({ value }) => value);
  const [own, setOwn] = useState<readonly string[]>(initial);
  const chosen = props.value === undefined ? own : [props.value].flat();
  const isRadio = toggleType === 'radioButtonList';
  const set = (value: string, isChecked: boolean): void => {
    const others = chosen.filter((each) => each !== value);
    const next = isRadio ? [value] : isChecked ? [...others, value] : others;
    setOwn(next);
    props.onChange?.((isRadio ? value : next) as never); // the value's type follows toggleType
  };
  return (
    <fieldset className={classes('ux-field', inline && 'inline')}>
      <legend>{label}</legend>
      {options.map(({ value, label: words, readOnly, description }) => (
        <Tick
          key={value}
          value={value}
          {...(readOnly === undefined ? {} : { readOnly })}
          {...(description === undefined ? {} : { description })}
          {...(name === undefined ? {} : { name })}
          kind={isRadio ? 'radio' : 'checkbox'}
          checked={chosen.includes(value)}
          onChange={(isChecked) => set(value, isChecked)}
        >
          {words}
        </Tick>
      ))}
    </fieldset>
  );
}
