/** Opens a card in HubSpot's own test renderer, as `hubspot.extend` would, and can close it again. */
import { Button, LoadingButton, Text } from '@hubspot/ui-extensions';
import { createRenderer } from '@hubspot/ui-extensions/testing';
import { useState, type ReactNode } from 'react';
import { afterEach, beforeEach, expect, vi, type MockInstance } from 'vitest';
import { CardFrame, hsxCard, type CardContent, type CardInput, type CardOptions } from '../../src/index.js';
import { NOW } from './build-snapshot.js';

export const APP_URL = 'https://app.example.com';

type CardFunction = (input: CardInput<'crm.record.tab'>) => CardContent | Promise<CardContent>;

/** A card function as an author writes it. */
export function openCard(card: CardFunction, options: Partial<CardOptions> = {}) {
  const extension = hsxCard<'crm.record.tab'>(card, { appUrl: APP_URL, ...options });
  return openExtension((api) => extension(api));
}

/** Components within a card's frame. */
export function openFrame(
  children: ReactNode,
  options: Partial<CardOptions> & { locale?: string; timezone?: string } = {},
) {
  const { locale = 'en-us', timezone = 'Europe/Berlin', ...rest } = options;
  const context = { portal: { id: 123, timezone }, user: { locale } };
  return openExtension(() => (
    <CardFrame appUrl={APP_URL} context={context} {...rest}>
      {children}
    </CardFrame>
  ));
}

type Api = Parameters<ReturnType<typeof hsxCard<'crm.record.tab'>>>[0];

/** What `hubspot.extend` would be given. */
export function openExtension(extension: (api: Api) => ReactNode) {
  const renderer = createRenderer('crm.record.tab');
  const { context, actions, runServerlessFunction } = renderer.mocks;
  const api = { context, actions, runServerlessFunction } as unknown as Api;
  let setRecord: (objectId: number | null) => void = () => undefined;
  function Host() {
    const [objectId, set] = useState<number | null>(api.context.crm.objectId);
    setRecord = set;
    if (objectId === null) return <Text>closed</Text>;
    const crm = { ...api.context.crm, objectId };
    return <>{extension({ ...api, context: { ...api.context, crm } })}</>;
  }
  renderer.render(<Host />);
  const shown = () => renderer.getRootNode().toString();
  return {
    renderer,
    actions,
    shown,
    close: () => setRecord(null),
    openRecord: (objectId: number) => setRecord(objectId),
    button: (label: string) => {
      const all = [...renderer.findAll(Button), ...renderer.findAll(LoadingButton)];
      const found = all.find((one) => one.text === label);
      if (!found) throw new Error(`No button "${label}" in:\n${shown()}`);
      return found;
    },
    hasButton: (label: string) =>
      [...renderer.findAll(Button), ...renderer.findAll(LoadingButton)].some(({ text }) => text === label),
  };
}

export type OpenCard = ReturnType<typeof openExtension>;

/** The test's own clock, at {@link NOW}. */
export function useTestClock(): void {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: NOW });
  });
  afterEach(() => {
    vi.useRealTimers();
  });
}

/** Lets so much time pass, and React draw. */
export async function pass(elapsedMs: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(elapsedMs);
  await settle();
}

/** Lets React draw what is already known. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    await vi.advanceTimersByTimeAsync(0);
  }
}

/** Fails a test in which React or HubSpot's logger reported an error nobody expected. */
export function watchForErrors(): { expectErrors: (pattern: RegExp) => void } {
  let spy: MockInstance<typeof console.error>;
  let expected: RegExp | null = null;
  beforeEach(() => {
    expected = null;
    spy = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  });
  afterEach(() => {
    const texts = spy.mock.calls.map((call) => call.map(String).join(' '));
    spy.mockRestore();
    const pattern = expected;
    expect(pattern ? texts.filter((text) => !pattern.test(text)) : texts).toEqual([]);
    if (pattern) expect(texts.length).toBeGreaterThan(0);
  });
  return {
    expectErrors: (pattern) => {
      expected = pattern;
    },
  };
}
