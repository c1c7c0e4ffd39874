import { Access1795410000000 } from './1795410000000-access.ts';

/** In the order in which they run; released ones never change. */
export const migrations = [Access1795410000000];
