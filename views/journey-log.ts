/** Reads the whole log of a journey, for exports. */
export { readLog } from '../db/journey-events.ts';
