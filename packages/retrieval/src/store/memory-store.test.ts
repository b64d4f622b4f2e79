import { testStore } from '../testing-support/store-conformance.js';
import { createMemoryStore } from './memory-store.js';

testStore('memory', async () => ({ open: async (settings) => createMemoryStore(settings), isLasting: false }));
