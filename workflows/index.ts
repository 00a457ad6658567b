export { orderJourney } from './order.ts';
