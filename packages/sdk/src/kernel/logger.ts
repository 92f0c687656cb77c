/** How serious a log line is. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** Facts of a log line: ids, counts, durations in ms. Never a secret, a token or a payload. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Writes structured log lines; every line of one request carries the same `requestId`. */
export interface Logger {
  log(level: LogLevel, message: string, fields?: LogFields): void;
  /** A logger whose lines carry these fields too. */
  with(fields: LogFields): Logger;
}

const SECRET_VALUE =
  /\b(?:sk|rk|pk)_(?:test|live)_\w+|\bwhsec_\w+|\bBearer\s+[\w.~+/-]+=*|\b(?:na|eu|ap)\d-[\w-]{8,}|\bcs_(?:test|live)_\w+|\beyJ[\w-]{8,}\.[\w.-]+/;
/** Values of these parameters of an address let whoever reads the log act for a portal. */
const SECRET_PARAMETER = /([?&](?:token|code|state|access_token|refresh_token|client_secret)=)[^&#\s"']+/;
const SECRET_FIELD = /secret|token|password|authorization|cookie|signature|card/i;
/** 13 to 19 digits, possibly in groups: what a card number looks like. */
const CARD_LIKE = /\b\d(?:[ -]?\d){12,18}\b/;
/** All three in one; what stands before the value of a parameter is its only group. */
const REDACTED = [SECRET_PARAMETER, SECRET_VALUE, CARD_LIKE].map((each) => each.source).join('|');
const EVERY_SECRET = new RegExp(REDACTED, 'gi');
/** Nearly no text holds any, every text of every line is looked through, and to look costs less than to replace nothing. */
const ANY_SECRET = new RegExp(REDACTED, 'i');
/** Numbers below have at most 13 digits, as instants in milliseconds have; cards in use have 14 and more. */
const SMALLEST_CARD = 1e13;
/** How deep a logged value is read. */
const MAX_DEPTH = 8;

/** Where log lines go; what looks like a secret is redacted already. */
export type LogSink = (level: LogLevel, message: string, fields: LogFields) => void;

/** A logger on a sink; values that look like secrets or card numbers are replaced by `[redacted]` before they reach it. */
export function createLogger(sink: LogSink, fields: LogFields = {}): Logger {
  return {
    log: (level, message, more = {}) => sink(level, redactText(message), loggable(fields, more)),
    with: (more) => createLogger(sink, { ...fields, ...more }),
  };
}

/** A sink that writes one JSON object a line. */
export function jsonLines(write: (line: string) => void): LogSink {
  return (level, message, fields) => write(JSON.stringify({ level, message, ...fields }));
}

/** A logger that writes nothing. */
export const silentLogger: Logger = { log: () => undefined, with: () => silentLogger };

/** The text with everything that looks like a secret or a card number replaced by `[redacted]`. */
export function redactText(text: string): string {
  return ANY_SECRET.test(text) ? text.replace(EVERY_SECRET, '$1[redacted]') : text;
}

/** A getter or proxy of an author's may throw when it is read; the line is then worth more than the fields. */
function loggable(fields: LogFields, more: LogFields): LogFields {
  try {
    const line = {};
    addRedacted(line, fields, 0);
    return addRedacted(line, more, 0);
  } catch {
    return { fields: '[unreadable]' };
  }
}

const PLAIN_FIELD = { configurable: true, enumerable: true, writable: true } as const;

function addRedacted(line: Record<string, unknown>, fields: LogFields, depth: number): LogFields {
  for (const name of Object.keys(fields)) {
    const value = isSecretField(name) ? '[redacted]' : redactValue(fields[name], depth + 1);
    if (name === '__proto__')
      Object.defineProperty(line, name, { value, ...PLAIN_FIELD }); // to assign it sets no field
    else line[name] = value;
  }
  return line;
}

/** Names judged before: they are constants of the code, the same on every line. */
const judged = new Map<string, boolean>();
const MAX_JUDGED = 1_000;

function isSecretField(name: string): boolean {
  const known = judged.get(name);
  if (known !== undefined) return known;
  const isSecret = SECRET_FIELD.test(name);
  if (judged.size >= MAX_JUDGED) judged.clear();
  judged.set(name, isSecret);
  return isSecret;
}

/** Never throws, whatever an author logs: what is nested too deep, such as a value that contains itself, is left out. */
function redactValue(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value === 'number') return value >= SMALLEST_CARD ? redactText(String(value)) : value;
  if (typeof value === 'bigint') return redactText(String(value));
  if (typeof value !== 'object' || value === null) return value;
  if (depth > MAX_DEPTH) return '[too deep]';
  if (value instanceof Error) return describeError(value, depth);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (Array.isArray(value)) return value.map((item) => redactValue(item, depth + 1));
  return addRedacted({}, value as LogFields, depth);
}

function describeError(error: Error, depth: number): LogFields {
  const { code, hint } = error as { code?: unknown; hint?: unknown };
  const cause = error.cause === undefined ? undefined : redactValue(error.cause, depth + 1);
  return {
    name: error.name,
    message: redactText(error.message),
    code,
    hint,
    cause,
    stack: redactText(error.stack ?? ''),
  };
}
