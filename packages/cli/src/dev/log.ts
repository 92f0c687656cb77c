/** The logger of HS-X, and what keeps secrets out of the lines a developer sees. */
import type { StartOptions } from '@hs-x/sdk/node';

/** Structured logging as the SDK does it. */
export type Logger = StartOptions['logger'];

/** Facts of a log line. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Writes one line; the fields are redacted already. */
export type LogSink = (level: Parameters<Logger['log']>[0], message: string, fields: LogFields) => void;

const SECRET_TEXT =
  /\b(?:[srp]k|cs)_(?:test|live)_\w+|\bwhsec_\w+|\bBearer\s+[\w.~+/-]+=*|\b(?:na|eu|ap)\d-[\w-]{8,}/gi;
const SECRET_NAME = /secret|token|password|authorization|cookie|signature|card/i;
/** 13 to 19 digits, possibly in groups. */
const CARD_LIKE = /\b\d(?:[ -]?\d){12,18}\b/g;

/** A logger on a sink; what looks like a secret or a card number becomes `[redacted]`. */
export function createLogger(sink: LogSink, fields: LogFields = {}): Logger {
  return {
    log: (level, message, more = {}) =>
      sink(level, redactText(message), redactFields({ ...fields, ...more })),
    with: (more) => createLogger(sink, { ...fields, ...more }),
  };
}

function redactText(text: string): string {
  return text.replace(SECRET_TEXT, '[redacted]').replace(CARD_LIKE, '[redacted]');
}

function redactFields(fields: LogFields): LogFields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      SECRET_NAME.test(name) ? '[redacted]' : redactValue(value),
    ]),
  );
}

function redactValue(value: unknown): unknown {
  if (typeof value === 'string') return redactText(value);
  if (value instanceof Error) return describeError(value);
  if (Array.isArray(value)) return value.map(redactValue);
  return typeof value === 'object' && value !== null ? redactFields(value as LogFields) : value;
}

function describeError(error: Error): LogFields {
  const { code, hint } = error as { readonly code?: unknown; readonly hint?: unknown };
  const cause = error.cause instanceof Error ? { cause: describeError(error.cause) } : {};
  return {
    name: error.name,
    code,
    message: redactText(error.message),
    hint,
    ...cause,
    stack: redactText(error.stack ?? ''),
  };
}
