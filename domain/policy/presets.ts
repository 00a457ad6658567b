/**
 * What consumer law promises the customers of some countries, as expectations. docs/policy.md says
 * what the presets cover and what they do not.
 */

import type { Duration } from '../duration.ts';
import type { ExpectationKind, Rule } from './rule.ts';

export const PRESET_NAMES = ['us', 'eu', 'uk'] as const;
export type PresetName = (typeof PRESET_NAMES)[number];

/** `none`: the policy has no promise of the law. */
export const PRESET_CHOICES = [...PRESET_NAMES, 'none'] as const;
export type PresetChoice = (typeof PRESET_CHOICES)[number];

/** Expectations that only a preset has. */
export const LAW_KINDS = ['ships_by_law', 'delivered_by_law'] as const satisfies ExpectationKind[];
export type LawKind = (typeof LAW_KINDS)[number];

export interface Preset {
  /** The destinations that it is for: ISO 3166-1 alpha-2. */
  readonly countries: readonly string[];
  /** What it expects of an order, by the rules of the policy. */
  readonly expects: readonly LawKind[];
  /** The time to ship an order whose buyer applied to the shop for credit; null: as any other. */
  readonly shipOnCredit: Duration | null;
  /** How long after the day that the shop promised the order may arrive; null: no such rule. */
  readonly additionalPeriod: Duration | null;
  /** What follows when the shop cannot ship an order in time; null: the preset has no such rule. */
  readonly delay: DelayByLaw | null;
  readonly refund: RefundByLaw | null;
  /** The time to hand a withdrawal's goods to a carrier; null: the preset has none. */
  readonly sendBack: Rule | null;
  /** How many days after the last parcel a customer can withdraw; null: the preset has no such right. */
  readonly withdrawalDays: number | null;
}

/** The customer's choice to wait or to cancel. */
export interface DelayByLaw {
  /** A customer who does not answer consents to a delay of so long at most. */
  readonly consentedFor: Duration;
  /** When the money of an order that did not ship is due. */
  readonly refundWithin: Duration;
  /** The same where the buyer applied to the shop for credit to pay the order. */
  readonly refundOnCredit: Duration;
}

/** When the money of a withdrawal is due. */
export interface RefundByLaw {
  readonly within: Duration;
  /**
   * - `notice`: counts from the customer's notice, but is not due before the goods were sent back.
   * - `proof_of_sending`: counts from the carrier's first scan or the receipt, the earlier of them.
   */
  readonly from: 'notice' | 'proof_of_sending';
  /** The time from the proof of sending, if the shop has it only after the law's day. */
  readonly onceSent: Duration;
}

/** The rules of what a preset expects. A shop's policy can change them. */
export const LAW_RULES: Readonly<Record<LawKind, Rule>> = {
  /**
   * 16 CFR 435.2(a)(1): without a stated time, an order ships within 30 days of its receipt. Shipped
   * means in the possession of the carrier (435.1): a label does not count, a scan does. The buyer
   * has to hear of a delay by then (435.2(b)(1)): staff get two days to say that it ships in time,
   * and without their word the customer is asked one day before.
   */
  ships_by_law: {
    within: '30d',
    ladder: [
      { after: '-2d', do: 'notify_shop', to: 'customer_service' },
      { after: '-1d', do: 'notify_customer', message: 'ship_delay_notice' },
      { after: '0h', do: 'escalate', to: 'manager', severity: 'high' },
    ],
  },
  /**
   * Directive 2011/83/EU, article 18(1), and the UK's Consumer Rights Act 2015, section 28(3):
   * without an agreed time, delivery is due 30 days after the contract.
   */
  delivered_by_law: {
    within: '30d',
    ladder: [
      { after: '-5d', do: 'notify_shop', to: 'customer_service' },
      { after: '0h', do: 'escalate', to: 'manager', severity: 'high' },
    ],
  },
};

/**
 * Directive 2011/83/EU, article 14(1), and the UK's Consumer Contracts Regulations 2013, regulation
 * 35(5): 14 days from the notice. Being late does not undo the withdrawal, so nothing expires.
 */
const SEND_BACK: Rule = {
  within: '14d',
  ladder: [
    { after: '-7d', do: 'notify_customer', message: 'return_post_reminder' },
    { after: '-2d', do: 'notify_customer', message: 'return_post_reminder' },
    // Carriers may report a parcel of the last day later.
    { after: '2bd', do: 'escalate', to: 'customer_service', severity: 'low' },
  ],
};

/** The members of the EU; Iceland, Liechtenstein and Norway, which are in the EEA. */
const EU_AND_EEA: readonly string[] =
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK IS LI NO'.split(
    ' ',
  );

export const PRESETS: Readonly<Record<PresetName, Preset>> = {
  us: {
    countries: ['US'],
    expects: ['ships_by_law'],
    /** 16 CFR 435.2(a)(1)(ii): 50 days where the buyer applied to the seller for credit. */
    shipOnCredit: '50d',
    additionalPeriod: null,
    /**
     * 16 CFR 435.2(b)(1)(ii): silence consents to 30 days. 435.1: a refund is prompt within seven
     * working days, or within one billing cycle where the seller is the creditor.
     */
    delay: { consentedFor: '30d', refundWithin: '7bd', refundOnCredit: '30d' },
    refund: null,
    sendBack: null,
    withdrawalDays: null,
  },
  eu: {
    countries: EU_AND_EEA,
    expects: ['delivered_by_law'],
    shipOnCredit: null,
    /**
     * Directive 2011/83/EU, article 18(2): after the agreed day, the customer grants a period
     * “appropriate to the circumstances” before they can end the contract. The ten days are ours.
     */
    additionalPeriod: '10bd',
    delay: null,
    /**
     * Directive 2011/83/EU, article 13(1): 14 days from the notice; 13(3): the trader may wait for
     * the goods or the proof that they were sent, whichever is first. If that comes after the 14
     * days, the money is due “without undue delay”: the three days are ours.
     */
    refund: { within: '14d', from: 'notice', onceSent: '3bd' },
    sendBack: SEND_BACK,
    /** Directive 2011/83/EU, article 9: 14 days from the possession of the last piece. */
    withdrawalDays: 14,
  },
  uk: {
    countries: ['GB'],
    expects: ['delivered_by_law'],
    shipOnCredit: null,
    /** Consumer Rights Act 2015, section 28(7): as in the EU. */
    additionalPeriod: '10bd',
    delay: null,
    /** Consumer Contracts Regulations 2013, regulation 34(4)–(5): 14 days from either of them. */
    refund: { within: '14d', from: 'proof_of_sending', onceSent: '3bd' },
    sendBack: SEND_BACK,
    /** Consumer Contracts Regulations 2013, regulation 30: as in the EU. */
    withdrawalDays: 14,
  },
};
