import { describe, it } from 'vitest';

import { createInMemoryInstallTokenStore } from '../../src/testing/in-memory-install-token-store.js';
import { createInMemoryOnceStore } from '../../src/testing/in-memory-once-store.js';
import { installTokenStoreContract } from '../../src/testing/install-token-store-contract.js';
import { onceStoreContract } from '../../src/testing/once-store-contract.js';

describe('the in-memory install token store', () => {
  for (const { title, run } of installTokenStoreContract(() =>
    Promise.resolve(createInMemoryInstallTokenStore()),
  )) {
    it(title, run);
  }
});

describe('the in-memory once store', () => {
  for (const { title, run } of onceStoreContract(() => Promise.resolve(createInMemoryOnceStore())))
    it(title, run);
});
