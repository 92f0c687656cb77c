/** The text in a field: `onInput` hears every key, `onChange` the text that is left there, as in HubSpot. */
import { useEffect, useState, type ChangeEvent } from 'react';

/** A field's handlers, in terms of text. */
export interface TypedText {
  readonly value: string | undefined;
  readonly onInput?: ((text: string) => void) | undefined;
  readonly onChange?: ((text: string) => void) | undefined;
  readonly onBlur?: ((text: string) => void) | undefined;
  readonly onFocus?: ((text: string) => void) | undefined;
}

/** The control's value and handlers. */
export function useTypedText({ value = '', onInput, onChange, onBlur, onFocus }: TypedText) {
  const [text, setText] = useState(value);
  const [committed, setCommitted] = useState(value);
  useEffect(() => {
    setText(value);
    setCommitted(value);
  }, [value]);
  const commit = (): void => {
    if (text === committed) return;
    setCommitted(text);
    onChange?.(text);
  };
  return {
    value: text,
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      setText(event.currentTarget.value);
      onInput?.(event.currentTarget.value);
    },
    onBlur: () => {
      commit();
      onBlur?.(text);
    },
    onFocus: () => onFocus?.(text),
    onKeyDown: ({ key }: { readonly key: string }) => {
      if (key === 'Enter') commit(); // a form is sent with what stands in its fields
    },
  };
}
