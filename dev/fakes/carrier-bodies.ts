/** Responses about one parcel in the formats of UPS, FedEx, USPS and DHL. */

import type { FakeScan } from './fake-scan.ts';

type Scans = readonly FakeScan[] | null;

const UPS_CODES = {
  label: { type: 'M', code: 'MP', statusCode: '003', description: 'Shipper created a label' },
  moving: { type: 'I', code: 'DP', statusCode: '005', description: 'Departed from Facility' },
  out: { type: 'I', code: 'OT', statusCode: '021', description: 'Out For Delivery Today' },
  delivered: { type: 'D', code: 'FS', statusCode: '011', description: 'DELIVERED' },
} as const;

/** All times are in UTC. UPS answers an unknown number with 200 and a warning. */
export function upsAnswer(number: string, scans: Scans): object {
  if (scans === null) {
    const warnings = [{ code: 'TW0001', message: 'Tracking Information Not Found' }];
    return { trackResponse: { shipment: [{ inquiryNumber: number, warnings }] } };
  }
  const activity = [...scans].reverse().map(({ at, what }) => {
    const iso = isoOf(at);
    const date = iso.slice(0, 10).replaceAll('-', '');
    const time = iso.slice(11, 19);
    return {
      location: { address: { city: 'LOUISVILLE', stateProvince: 'KY', countryCode: 'US' } },
      status: UPS_CODES[what],
      date,
      time: time.replaceAll(':', ''),
      gmtDate: date,
      gmtOffset: '+00:00',
      gmtTime: time,
    };
  });
  const parcel = { trackingNumber: number, activity, packageCount: 1 };
  return { trackResponse: { shipment: [{ inquiryNumber: number, package: [parcel] }] } };
}

const FEDEX_CODES = {
  label: { eventType: 'OC', eventDescription: 'Shipment information sent to FedEx' },
  moving: { eventType: 'DP', eventDescription: 'Left FedEx origin facility' },
  out: { eventType: 'OD', eventDescription: 'On FedEx vehicle for delivery' },
  delivered: { eventType: 'DL', eventDescription: 'Delivered' },
} as const;

export function fedexAnswer(parcels: readonly (readonly [number: string, scans: Scans])[]): object {
  const completeTrackResults = parcels.map(([trackingNumber, scans]) => ({
    trackingNumber,
    trackResults: [fedexResult(trackingNumber, scans)],
  }));
  return { transactionId: '5243a255', output: { completeTrackResults } };
}

function fedexResult(trackingNumber: string, scans: Scans): object {
  if (scans === null) {
    const message = 'Tracking number cannot be found. Please correct the tracking number.';
    return {
      trackingNumberInfo: { trackingNumber, trackingNumberUniqueId: '', carrierCode: '' },
      error: { code: 'TRACKING.TRACKINGNUMBER.NOTFOUND', message },
    };
  }
  return {
    trackingNumberInfo: { trackingNumber, trackingNumberUniqueId: `1~${trackingNumber}~FX` },
    scanEvents: [...scans].reverse().map(({ at, what }) => ({
      date: `${isoOf(at).slice(0, 19)}+00:00`,
      derivedStatusCode: FEDEX_CODES[what].eventType,
      ...FEDEX_CODES[what],
      scanLocation: { city: 'MEMPHIS', stateOrProvinceCode: 'TN', countryCode: 'US' },
    })),
  };
}

const USPS_CODES = {
  label: { eventCode: 'GX', eventType: 'Shipping Label Created, USPS Awaiting Item' },
  moving: { eventCode: '10', eventType: 'Arrived at USPS Regional Facility' },
  out: { eventCode: 'OF', eventType: 'Out for Delivery' },
  delivered: { eventCode: '01', eventType: 'Delivered, Front Door/Porch' },
} as const;

export function uspsAnswer(number: string, scans: Scans) {
  if (scans === null) {
    const code = '150001';
    const title = 'Tracking information is not yet available';
    const errors = [{ status: '400', code, title, detail: `${title} for this item.` }];
    const error = {
      code: '400',
      message:
        'The tracking number may be incorrect or the status update is not yet available. Please verify your tracking number and try again later.',
      errors,
    };
    return { status: 400, body: { apiVersion: '/tracking/v3', error } } as const;
  }
  const trackingEvents = [...scans].reverse().map(({ at, what }) => ({
    ...USPS_CODES[what],
    eventTimestamp: isoOf(at).slice(0, 19),
    GMTTimestamp: `${isoOf(at).slice(0, 19)}Z`,
    GMTOffset: '+00:00',
    eventCity: 'HERNANDO',
    eventState: 'FL',
    eventZIP: '34442',
    eventCountry: null,
  }));
  const status = trackingEvents[0]?.eventType ?? '';
  const body = { trackingNumber: number, statusCategory: status, status, trackingEvents };
  return { status: 200, body } as const;
}

const DHL_CODES = {
  label: {
    statusCode: 'pre-transit',
    status:
      'The instruction data for this shipment have been provided by the sender to DHL electronically',
  },
  moving: { statusCode: 'transit', status: 'The shipment has been processed in the parcel center' },
  out: { statusCode: 'transit', status: 'The shipment has been loaded onto the delivery vehicle' },
  delivered: { statusCode: 'delivered', status: 'The shipment has been successfully delivered' },
} as const;

export function dhlAnswer(number: string, scans: Scans) {
  if (scans === null) {
    const detail = 'No shipment with given tracking number found.';
    return { status: 404, body: { status: 404, title: 'No result found', detail } } as const;
  }
  const events = [...scans].reverse().map(({ at, what }) => ({
    timestamp: `${isoOf(at).slice(0, 19)}Z`,
    location: { address: { countryCode: 'DE', addressLocality: 'Leipzig' } },
    ...DHL_CODES[what],
    description: DHL_CODES[what].status,
  }));
  const shipment = { id: number, service: 'parcel-de', status: events[0], events };
  return { status: 200, body: { shipments: [shipment] } } as const;
}

function isoOf(at: number): string {
  return new Date(Math.floor(at / 60_000) * 60_000).toISOString();
}
