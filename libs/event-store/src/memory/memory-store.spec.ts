import { describe } from '@jest/globals';
import { eventStoreContract } from '../testing/contract.ts';
import { createMemoryStore } from './memory-store.ts';

describe.each([0, 3])('the store in memory, log partition %i,', (partition) => {
  eventStoreContract(async (options) => createMemoryStore(options), partition);
});
