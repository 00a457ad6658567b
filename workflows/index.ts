export { orderJourney } from './order.ts';
export { carrierPoll } from './poll.ts';
export { retention } from './retention.ts';
export { returnJourney } from './return.ts';
