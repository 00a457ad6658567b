import { expect, test } from 'vitest';
import { stamps } from '../../../carriers/adapters/stamps.ts';
import { eventLines, firstShipment, refusalOf } from '../read-body.ts';

function anAnswer(events: string, more = '') {
  return `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>
    <TrackShipmentResponse xmlns="http://stamps.com/xml/namespace/2021/16/swsim/SwsimV130">
      <TrackingEvents>${events}</TrackingEvents>${more}
    </TrackShipmentResponse></s:Body></s:Envelope>`;
}

function anEvent(type: string, state = 'CA') {
  return `<TrackingEvent><Timestamp>2026-11-24T10:00:00</Timestamp><Event>as said</Event>
    <TrackingEventType>${type}</TrackingEventType><City>X</City><State>${state}</State>
    <Country>US</Country><SignedBy /></TrackingEvent>`;
}

test.each([
  ['ShippingLabelCreated', 'pre_transit'],
  ['AcceptOrPickup', 'in_transit'],
  ['Missent', 'in_transit missorted'],
  ['OutForDelivery', 'out_for_delivery'],
  ['NoticeLeft', 'attempted'],
  ['BusinessClosed', 'attempted closed'],
  ['AvailableForPickup', 'available_for_pickup'],
  ['Delivered', 'delivered'],
  ['NoSecureLocationAvailable', 'attempted no_access'],
  ['PickedUpByAgent', 'delivered'],
  ['NoSuchNumber', 'exception address'],
  ['Undeliverable', 'exception address'],
  ['ReturnToSender_NotPickedUp', 'return_to_sender unclaimed'],
  ['DeliveredByAgentToMerchant', 'return_to_sender returned'],
  ['Teleported', 'unmapped'],
])('an event %s is %s, at the time of its state', (type, what) => {
  expect(eventLines(stamps, anAnswer(anEvent(type)))).toEqual([
    `2026-11-24T10:00:00-08:00 ${what}`,
  ]);
});

test('of two events in the same second, the first in the list is the later', () => {
  const body = anAnswer(anEvent('Delivered') + anEvent('OutForDelivery'));
  expect(eventLines(stamps, body).at(-1)).toContain('delivered');
});

test('newer versions name the carrier, the service and the day', () => {
  const more = `<GuaranteedDeliveryDate p:nil="true" xmlns:p="http://www.w3.org/2001/XMLSchema-instance" />
    <ExpectedDeliveryDate>2026-11-26T00:00:00</ExpectedDeliveryDate>
    <ServiceDescription>Priority Mail</ServiceDescription><Carrier>UPS</Carrier>`;
  expect(firstShipment(stamps, anAnswer('', more))).toMatchObject({
    carrier: 'ups',
    service: 'Priority Mail',
    events: [],
    originalEdd: null,
    edd: { date: '2026-11-26' },
  });
});

test('no data and a fault are refused', () => {
  expect(refusalOf(stamps, anAnswer(anEvent('ErrorDataNotAvailable')))).toBe('not_yet: as said');
  const fault = `<s:Envelope xmlns:s="x"><s:Body><s:Fault><faultstring>Invalid tracking number.</faultstring>
    <detail><sdcerror>Invalid tracking number.</sdcerror></detail></s:Fault></s:Body></s:Envelope>`;
  expect(refusalOf(stamps, fault)).toBe('not_found: Invalid tracking number.');
});
