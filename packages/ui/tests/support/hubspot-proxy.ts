/**
 * Stands where HubSpot's proxy stands: takes what a card sends with `hubspot.fetch` and answers what the test laid
 * ready, per function, the last answer over and over. HubSpot's side of the wire, nothing of ours.
 */
import { afterEach, beforeEach } from 'vitest';

export interface Sent {
  readonly url: string;
  readonly name: string;
  readonly options: { method?: string; timeout?: number; body?: Record<string, unknown> };
}

type Answer = () => Promise<{ status: number; json: () => Promise<unknown> }>;

export interface HubspotProxy {
  readonly sent: Sent[];
  /** Answers of one function, in order; the last one stays. */
  answer(name: string, ...answers: Answer[]): void;
  count(name: string): number;
}

export function installHubspotProxy(): HubspotProxy {
  const sent: Sent[] = [];
  const ready = new Map<string, Answer[]>();
  const take = (name: string): Answer => {
    const answers = ready.get(name);
    if (!answers?.[0]) throw new Error(`The test laid no answer ready for "${name}".`);
    return answers.length > 1 ? answers.shift()! : answers[0];
  };
  const hsFetch = (url: string, options: Sent['options']) => {
    const name = decodeURIComponent(url.slice(url.lastIndexOf('/') + 1));
    sent.push({ url, name, options });
    return take(name)();
  };
  const scope = globalThis as { self?: unknown };
  beforeEach(() => {
    sent.length = 0;
    ready.clear();
    scope.self = { hsFetch };
  });
  afterEach(() => {
    delete scope.self;
  });
  return {
    sent,
    answer: (name, ...answers) => void ready.set(name, answers),
    count: (name) => sent.filter((call) => call.name === name).length,
  };
}

export function result(value: unknown): Answer {
  return status(200, { ok: true, result: value });
}

export function refusal(code: string, httpStatus: number, more: Record<string, unknown> = {}): Answer {
  return status(httpStatus, { ok: false, error: { code, message: 'Refused.', ...more } });
}

export function status(httpStatus: number, body: unknown): Answer {
  return () => Promise.resolve({ status: httpStatus, json: () => Promise.resolve(body) });
}

export function noJson(httpStatus: number): Answer {
  return () =>
    Promise.resolve({
      status: httpStatus,
      json: () => Promise.reject(new SyntaxError('Unexpected token <')),
    });
}

export function unreachable(): Answer {
  return () => Promise.reject(new Error('Gateway took too long to respond'));
}

export function never(): Answer {
  return () => new Promise(() => undefined);
}

/** An answer that waits until the test lets it go. */
export function held(answer: Answer): { answer: Answer; release: () => void } {
  let release!: () => void;
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { answer: () => gate.then(answer), release };
}
