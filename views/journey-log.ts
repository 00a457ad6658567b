/** The log of a journey, whole, for exports. */
export { readLog } from '../db/journey-events.ts';
