export { orderJourney } from './order.ts';
export { returnJourney } from './return.ts';
