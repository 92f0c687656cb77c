/** Log lines for a person: one short line each, the time being the app's own. */
import type { LogFields, LogSink } from '@hs-x/sdk';
import { paint, type Meaning } from './paint.js';

type LogLevel = Parameters<LogSink>[0];

/** Fields that only programs need, or that the line shows in another way. */
const HIDDEN: ReadonlySet<string> = new Set([
  'requestId',
  'from',
  'error',
  'method',
  'path',
  'status',
  'durationMs',
]);

const LEVELS: Readonly<Record<LogLevel, Meaning>> = {
  debug: 'soft',
  info: 'soft',
  warn: 'warning',
  error: 'bad',
};

/** A sink that writes short lines; `now` is the virtual instant. */
export function prettySink(write: (line: string) => void, now: () => number): LogSink {
  return (level, message, fields) => {
    const time = paint('soft', new Date(now()).toISOString().slice(5, 19).replace('T', ' '));
    write(`${time}  ${messageOf(level, message, fields)}`);
  };
}

/** A sink that writes one JSON object a line. */
export function jsonSink(write: (line: string) => void, now: () => number): LogSink {
  return (level, message, fields) =>
    write(JSON.stringify({ at: new Date(now()).toISOString(), level, message, ...fields }));
}

function messageOf(level: LogLevel, message: string, fields: LogFields): string {
  if (message === 'request') return requestLine(fields);
  const facts = Object.entries(fields)
    .filter(([name, value]) => !HIDDEN.has(name) && value !== undefined && value !== null)
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  const text = [message, ...facts].join(' ');
  const shown = level === 'info' ? text : paint(LEVELS[level], text);
  const reason = reasonOf(fields);
  return reason === undefined ? shown : `${shown}\n  ${paint(LEVELS[level], reason)}`;
}

function requestLine({ method, path, status, durationMs }: LogFields): string {
  const code = Number(status);
  const meaning: Meaning = code >= 500 ? 'bad' : code >= 400 ? 'warning' : 'good';
  return `${paint(meaning, String(status))} ${String(method)} ${String(path)} ${paint('soft', `${String(durationMs)} ms`)}`;
}

/** The sentence of an error, and for one nobody foresaw its stack. */
function reasonOf({ error }: LogFields): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { message, code, stack } = error as { message?: unknown; code?: unknown; stack?: unknown };
  const text = typeof code === 'string' && code !== 'INTERNAL' ? message : (stack ?? message);
  return typeof text === 'string' ? text.replaceAll('\n', '\n  ') : undefined;
}
