import { expect, test } from 'vitest';
import { reachableOrigin } from '../src/billing/reachable-origin.js';

test.each([
  ['https://app.example.com', 'https://app.example.com'],
  [' https://app.example.com/ ', 'https://app.example.com'],
  ['http://app.example.com', null],
  ['https://localhost:8787', null],
  ['https://127.0.0.1', null],
  ['https://[::1]:8787', null],
  ['no address', null],
  ['', null],
  [undefined, null],
])('Stripe reaches %s at %s', (appUrl, origin) => {
  expect(reachableOrigin(appUrl, undefined)).toBe(origin);
});
