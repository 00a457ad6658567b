/** Every carrier and aggregator that can be asked. */

import { aftership, easypost, karrio, seventeenTrack, shipengine, shippo } from './aggregators.ts';
import { dhlEcommerce, dhlExpress, dhlUnified } from './dhl.ts';
import { fedex } from './fedex.ts';
import {
  australiapost,
  canadapost,
  chronopost,
  colissimo,
  inpost,
  postnl,
  royalmail,
} from './posts.ts';
import type { PollSpec } from './spec.ts';
import { ups } from './ups.ts';
import { usps } from './usps.ts';

const SPECS: readonly PollSpec[] = [
  ups,
  fedex,
  usps,
  dhlUnified,
  dhlExpress,
  dhlEcommerce,
  canadapost,
  royalmail,
  postnl,
  australiapost,
  colissimo,
  chronopost,
  inpost,
  easypost,
  shippo,
  shipengine,
  aftership,
  seventeenTrack,
  karrio,
];

export function findPollSpec(adapter: string): PollSpec | null {
  return SPECS.find((spec) => spec.adapter === adapter) ?? null;
}

export function listPollSpecs(): readonly PollSpec[] {
  return SPECS;
}
