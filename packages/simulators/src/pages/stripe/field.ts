import { html } from 'hono/html';

import type { Html } from '../design/html.js';

/** One text field with its label and, after a refusal, its error. */
export interface TextField {
  readonly name: string;
  readonly label: string;
  readonly type?: 'text' | 'email' | 'tel';
  readonly value?: string;
  readonly placeholder?: string;
  readonly autocomplete: string;
  readonly inputMode?: 'numeric' | 'email';
  readonly isReadOnly?: boolean;
  readonly isRequired?: boolean;
  readonly error?: string;
}

/** Renders a field; its error is tied to it for screen readers. */
export function textField(field: TextField): Html {
  const errorId = `${field.name}-error`;
  return html`<div class="field">
    <label for="${field.name}">${field.label}</label>
    <input
      id="${field.name}"
      name="${field.name}"
      type="${field.type ?? 'text'}"
      value="${field.value ?? ''}"
      placeholder="${field.placeholder ?? ''}"
      autocomplete="${field.autocomplete}"
      inputmode="${field.inputMode ?? 'text'}"
      ${field.isReadOnly === true ? 'readonly' : ''}
      ${field.isRequired === true ? 'required' : ''}
      ${field.error === undefined ? '' : html`aria-invalid="true" aria-describedby="${errorId}"`}
    />
    ${field.error === undefined ? '' : html`<p class="field-error" id="${errorId}">${field.error}</p>`}
  </div>`;
}
