/** Notes journeys whose workflow tasks fail, for `/readyz` and `/metrics`. */

export { forgetStuck, noteStuck, readStuckIds, type StuckJourney } from '../db/stuck-journeys.ts';
