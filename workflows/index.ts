export { orderJourney } from './order.ts';
export { carrierPoll } from './poll.ts';
export { returnJourney } from './return.ts';
