import { test } from 'vitest';
import { orderMachine } from '../../domain/order/index.ts';
import { assertLaws } from './laws.ts';
import { ORDER_LAWS, orderRuns } from './order-histories.ts';

test('the laws hold whatever happens to an order', () => {
  assertLaws(orderMachine, orderRuns, ORDER_LAWS);
});
