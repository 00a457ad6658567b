import type { LocaleSettings } from '../../domain/format.ts';
import type { Reason, Status } from '../../domain/tracking.ts';
import type { OrderView, ShipmentView } from '../../views/order.ts';
import type { Shop } from '../../views/shop.ts';
import { Layout } from '../ui/layout.tsx';
import { Expected, Today } from './expected.tsx';
import { Handover } from './handover.tsx';
import { ItemList } from './item-list.tsx';
import { Steps } from './scan.tsx';
import { ScanList } from './scan-list.tsx';

export interface TrackingProps {
  readonly shop: Shop;
  readonly order: OrderView;
  readonly settings: LocaleSettings;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** The customer's page about an order. */
export function TrackingPage({ shop, order, settings, now }: TrackingProps) {
  const parcels = order.shipments.filter(isShown).map((shipment, index, all) => ({
    shipment,
    name: all.length > 1 ? `Parcel ${index + 1} of ${all.length}` : null,
  }));
  const detailed = selectDetailed(parcels);
  const others = parcels.filter((parcel) => !detailed.includes(parcel));
  return (
    <Layout title={`Order ${order.orderId} · ${shop.name}`} lang="en">
      <header>
        <strong>{shop.name}</strong>
        <span>Order {order.orderId}</span>
      </header>
      {parcels.length === 0 ? <NotShipped order={order} settings={settings} now={now} /> : null}
      {detailed.map(({ shipment, name }) => (
        <Parcel
          shipment={shipment}
          edd={shipment.edd ?? order.edd}
          name={name}
          parcels={detailed.length}
          settings={settings}
          now={now}
          cancelled={order.cancelledAt !== null}
        />
      ))}
      {others.length > 0 ? (
        <section>
          <h2>More parcels</h2>
          <ul class="items">
            {others.map(({ shipment, name }) => (
              <li>
                <span>
                  {name}: <code>{shipment.trackingNumber}</code>
                </span>
                <span class="soft">{headlineOf(shipment, isLost(shipment))}</span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {order.items.length > 0 ? (
        <section>
          <h2>In this order</h2>
          <ItemList
            items={order.items}
            show={(item) => (
              <li>
                <span>{item.name}</span>
                <span class="soft">× {item.quantity}</span>
              </li>
            )}
          />
        </section>
      ) : null}
    </Layout>
  );
}

function NotShipped({ order, settings, now }: Omit<TrackingProps, 'shop'>) {
  if (order.cancelledAt !== null) {
    return (
      <section>
        <h1>Cancelled</h1>
        <p class="soft">This order was cancelled and will not be shipped.</p>
      </section>
    );
  }
  return (
    <section>
      <h1>We are preparing your order</h1>
      {order.edd ? <Expected edd={order.edd} settings={settings} now={now} /> : null}
      <Steps names={STEPS} done={1} over={false} />
      <p class="soft">You will hear from us as soon as it is on its way.</p>
      {isChoiceNoticed(order) ? (
        <p>
          It ships later than planned. <a href={`${order.trackingPageUrl}/delay`}>Wait or cancel</a>
        </p>
      ) : null}
    </section>
  );
}

function isChoiceNoticed({ shippingPromise }: OrderView): boolean {
  return (
    shippingPromise !== null &&
    shippingPromise.noticeSentAt !== null &&
    shippingPromise.deemedCancelledAt === null
  );
}

type ShownParcel = ShipmentView & { readonly status: Status };

/** A voided parcel will never come. */
function isShown(shipment: ShipmentView): shipment is ShownParcel {
  return shipment.status !== 'voided';
}

interface NamedParcel {
  readonly shipment: ShownParcel;
  readonly name: string | null;
}

const PARCELS_DETAILED = 15;

/** Of very many parcels, first those that are still to come. In the order of their names. */
function selectDetailed(parcels: readonly NamedParcel[]): readonly NamedParcel[] {
  const isDelivered = ({ shipment }: NamedParcel) => Number(shipment.status === 'delivered');
  const first = parcels.toSorted((a, b) => isDelivered(a) - isDelivered(b));
  const detailed = new Set(first.slice(0, PARCELS_DETAILED));
  return parcels.filter((parcel) => detailed.has(parcel));
}

function isLost({ lostAt, status }: ShownParcel): boolean {
  return lostAt !== null && status !== 'delivered';
}

interface ParcelProps {
  readonly shipment: ShownParcel;
  readonly edd: OrderView['edd'];
  readonly name: string | null;
  /** How many parcels the page shows with their scans. */
  readonly parcels: number;
  readonly settings: LocaleSettings;
  readonly now: number;
  readonly cancelled: boolean;
}

function Parcel(props: ParcelProps) {
  const { shipment, edd, name, parcels, settings, now, cancelled } = props;
  const { status, reason } = shipment;
  const over = status === 'delivered';
  const lost = isLost(shipment);
  const isCancelled = cancelled && (status === 'unknown' || status === 'pre_transit');
  const trouble =
    lost || status === 'exception' || status === 'return_to_sender' || status === 'attempted';
  return (
    <section>
      {name ? <p class="soft">{name}</p> : null}
      <h1 class={trouble ? 'bad' : ''}>{isCancelled ? 'Cancelled' : headlineOf(shipment, lost)}</h1>
      {lost ? <p>We believe that it is lost, and will be in touch.</p> : null}
      {!lost && reason && REASON_WORDS[reason] ? <p>{REASON_WORDS[reason]}</p> : null}
      <Attempts shipment={shipment} />
      {edd && !lost && !isCancelled && IS_EDD_SHOWN[status] ? (
        <Expected edd={edd} settings={settings} now={now} />
      ) : null}
      {edd && status === 'out_for_delivery' ? (
        <Today edd={edd} settings={settings} now={now} />
      ) : null}
      {over ? <Handover shipment={shipment} /> : null}
      <Steps names={STEPS} done={STEPS_DONE[status]} over={over} />
      <p class="number">
        <span>
          {shipment.carrierName} <code>{shipment.trackingNumber}</code>
        </span>
        {shipment.trackingUrl ? (
          <a href={shipment.trackingUrl} rel="noreferrer">
            Track at {shipment.carrierName}
          </a>
        ) : null}
      </p>
      <ScanList
        scans={shipment.scans}
        dropped={shipment.scansDropped}
        parcels={parcels}
        settings={settings}
        carrierName={shipment.carrierName}
        isOver={over}
        wordsOf={({ status: each }) => each && HEADLINES[each]}
      />
    </section>
  );
}

function Attempts({ shipment: { status, attempts } }: Pick<ParcelProps, 'shipment'>) {
  if (status !== 'attempted' || attempts < 2) return null;
  return <p>The carrier has tried {attempts} times.</p>;
}

function headlineOf({ status, reason }: ShownParcel, lost: boolean): string {
  if (lost) return 'Lost';
  if (status === 'return_to_sender' && reason === 'returned') return 'Back with us';
  return HEADLINES[status];
}

const STEPS = ['Confirmed', 'Shipped', 'Out for delivery', 'Delivered'];

const HEADLINES: Readonly<Record<Status, string>> = {
  unknown: 'Shipped',
  pre_transit: 'Ready for the carrier',
  in_transit: 'On its way',
  out_for_delivery: 'Out for delivery',
  attempted: 'The carrier tried to deliver it',
  available_for_pickup: 'Ready to collect',
  delivered: 'Delivered',
  exception: 'There is a problem with the delivery',
  return_to_sender: 'On its way back to us',
  cancelled: 'Cancelled',
};

/** Hidden on the day of delivery and after a problem: the expected day then says nothing. */
const IS_EDD_SHOWN: Readonly<Record<Status, boolean>> = {
  unknown: true,
  pre_transit: true,
  in_transit: true,
  out_for_delivery: false,
  attempted: false,
  available_for_pickup: false,
  delivered: false,
  exception: false,
  return_to_sender: false,
  cancelled: false,
};

const STEPS_DONE: Readonly<Record<Status, number>> = {
  unknown: 2,
  pre_transit: 2,
  in_transit: 2,
  out_for_delivery: 3,
  attempted: 3,
  available_for_pickup: 3,
  delivered: 4,
  exception: 2,
  return_to_sender: 2,
  cancelled: 1,
};

const REASON_WORDS: Readonly<Partial<Record<Reason, string>>> = {
  delay: 'It is later than planned.',
  weather: 'Bad weather is slowing it down.',
  address: 'The carrier has a question about the address.',
  customs: 'It is with customs.',
  customs_information: 'Customs need more information.',
  payment_due: 'Duty or a fee has to be paid before it can be delivered.',
  damage: 'It was damaged on the way.',
  loss: 'The carrier cannot find it.',
  destroyed: 'The carrier reports that it was destroyed.',
  refused: 'The delivery was refused.',
  nobody_home: 'Nobody was there to take it.',
  closed: 'The place was closed.',
  no_access: 'The carrier could not get to the door.',
  missorted: 'It was sent to the wrong depot.',
  held: 'The carrier is holding it.',
  unclaimed: 'It was not collected in time.',
  security: 'It is held for a security check.',
  rescheduled: 'The delivery was moved to another day.',
  returned: 'It has arrived back at our warehouse.',
  partial: 'Some of it has arrived. The rest is on its way.',
};
