import { localDate } from '../../domain/calendar.ts';
import {
  formatDate,
  formatLongDay,
  formatMoney,
  type LocaleSettings,
} from '../../domain/format.ts';
import type { RefundMethod } from '../../domain/refund.ts';
import type { Disposition } from '../../domain/return/event.ts';
import type { ReturnStatus, WayTrouble } from '../../domain/return/status.ts';
import type { ReturnParcelView, ReturnView } from '../../views/return.ts';
import type { Shop } from '../../views/shop.ts';
import { Layout } from '../ui/layout.tsx';
import { ItemList } from './item-list.tsx';
import { hasMoreScans, nextSteps, pastEntries } from './return-timeline.ts';
import { Steps } from './scan.tsx';

export interface ReturnPageProps {
  readonly shop: Shop;
  readonly view: ReturnView;
  readonly settings: LocaleSettings;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** The customer's page about a return. */
export function ReturnPage({ shop, view, settings, now }: ReturnPageProps) {
  return (
    <Layout title={`Return ${view.returnId} · ${shop.name}`} lang="en">
      <header>
        <strong>{shop.name}</strong>
        <span>Return {view.returnId}</span>
      </header>
      <Where view={view} settings={settings} now={now} />
      {view.refunds.length > 0 ? <Refunds view={view} settings={settings} /> : null}
      <Timeline view={view} settings={settings} />
      <Items view={view} />
    </Layout>
  );
}

function Where({ view, settings, now }: Omit<ReturnPageProps, 'shop'>) {
  const { status } = view;
  const isWithdrawn = view.withdrawal && status === 'approved';
  const usual = isWithdrawn ? WITHDRAWN : WORDS[status];
  const [headline, sentence] = troubleWords(view) ?? usual;
  const step = STEPS_DONE[status];
  const bad = status.startsWith('rejected') || status === 'expired';
  const last = LAST_STEP[status] ?? 'Refunded';
  return (
    <section>
      <h1 class={bad ? 'bad' : ''}>{headline}</h1>
      {status === 'rejected' && view.rejectionReason ? <p>{view.rejectionReason}</p> : null}
      {sentence ? <p class="soft">{sentence}</p> : null}
      {view.postBy ? <PostBy postBy={view.postBy} settings={settings} now={now} /> : null}
      {step > 2 && view.refundBy ? <Due due={view.refundBy} settings={settings} now={now} /> : null}
      {hasNoSteps(status) ? null : (
        <Steps
          names={[view.withdrawal ? 'Withdrawn' : 'Approved', 'Sent', 'Received', last]}
          done={step}
          over={step === 4}
        />
      )}
      {view.parcels.map((parcel) => (
        <Parcel parcel={parcel} toPost={view.postBy !== null} />
      ))}
    </section>
  );
}

/** What is true of the whole return only if it is true of all its parcels. */
function troubleWords({ status, parcels }: ReturnView): readonly [string, string] | null {
  const trouble = parcels[0]?.trouble ?? null;
  if (status !== 'in_transit' || trouble === null) return null;
  return parcels.every((each) => each.trouble === trouble) ? TROUBLES[trouble] : null;
}

const TROUBLES: Readonly<Record<WayTrouble, readonly [string, string]>> = {
  lost: ['Your return seems to be lost', 'There is nothing you need to do.'],
  coming_back: ['Coming back to you', 'Please write to us to send it again.'],
};

function hasNoSteps(status: ReturnStatus): boolean {
  return status === 'rejected' || status === 'cancelled' || status === 'expired';
}

interface DayProps {
  readonly settings: LocaleSettings;
  readonly now: number;
}

function PostBy({ postBy, settings, now }: DayProps & { readonly postBy: string }) {
  const late = Date.parse(postBy) < now;
  return (
    <p class="edd">
      {late ? 'The last day to post it was ' : 'Please post it by '}
      <b>{dayInWords(postBy, settings)}</b>
    </p>
  );
}

function Due({ due, settings, now }: DayProps & { readonly due: string }) {
  if (Date.parse(due) >= now) {
    return (
      <p class="edd">
        Your refund is due by <b>{dayInWords(due, settings)}</b>
      </p>
    );
  }
  return (
    <p class="edd">
      Your refund was due by <b>{dayInWords(due, settings)}</b>. We are sorry and are looking into
      it.
    </p>
  );
}

function Parcel({ parcel, toPost }: { parcel: ReturnParcelView; toPost: boolean }) {
  const { carrierName, trackingNumber, trackingUrl, labelUrl, qrUrl, status } = parcel;
  return (
    <>
      {toPost && status !== 'cancelled' && (labelUrl || qrUrl) ? (
        <p>
          {labelUrl ? (
            <a class="button" href={labelUrl} rel="noreferrer">
              Print the label
            </a>
          ) : null}
          {qrUrl ? (
            <a class={labelUrl ? 'button second' : 'button'} href={qrUrl} rel="noreferrer">
              Show the QR code
            </a>
          ) : null}
        </p>
      ) : null}
      <p class="number">
        <span>
          {carrierName} <code>{trackingNumber}</code>
        </span>
        {trackingUrl ? (
          <a href={trackingUrl} rel="noreferrer">
            Track at {carrierName}
          </a>
        ) : null}
      </p>
    </>
  );
}

function Refunds({ view, settings }: Pick<ReturnPageProps, 'view' | 'settings'>) {
  const isCredit = view.refunds.every(({ method }) => method === 'store_credit');
  const title = view.refunds.length > 1 ? 'Your refunds' : 'Your refund';
  return (
    <section>
      <h2>{isCredit ? 'Your store credit' : title}</h2>
      {view.refunds.map(({ amount, method, methodNote, refundedAt, reason, final }) => (
        <>
          <p class="sum">
            <span>{formatMoney(amount, settings)}</span>
            <span class="soft">{final ? '' : 'in part'}</span>
          </p>
          <p class="soft">
            {methodNote ?? METHODS[method]} · {formatDate(Date.parse(refundedAt), settings)}
          </p>
          {reason ? <p>{reason}</p> : null}
        </>
      ))}
    </section>
  );
}

function Timeline({ view, settings }: Pick<ReturnPageProps, 'view' | 'settings'>) {
  const next = nextSteps(view);
  return (
    <section>
      <h2>What happened{next.length > 0 ? ', and what comes next' : ''}</h2>
      <ol class={STEPS_DONE[view.status] === 4 ? 'scans timeline over' : 'scans timeline'}>
        {next.map((what) => (
          <li class="next">{what}</li>
        ))}
        {pastEntries(view, settings).map(({ what, when }) => (
          <li>
            <p>{what}</p>
            <p class="soft">{when}</p>
          </li>
        ))}
      </ol>
      {hasMoreScans(view) ? <p class="soft">Some older reports are not shown here.</p> : null}
    </section>
  );
}

function Items({ view }: Pick<ReturnPageProps, 'view'>) {
  return (
    <section>
      <h2>In this return</h2>
      <ItemList
        items={view.items}
        show={(item) => (
          <li>
            <span>
              {item.name}
              {decisionsOn(view, item.line).map((words) => (
                <p class="soft">{words}</p>
              ))}
            </span>
            <span class="soft">× {item.quantity}</span>
          </li>
        )}
      />
      <p class="number soft">
        <span>From order {view.orderId}</span>
      </p>
    </section>
  );
}

function decisionsOn({ inspection }: ReturnView, line: number): readonly string[] {
  const own = inspection?.items.filter((each) => each.line === line) ?? [];
  return own.map(({ quantity, disposition, note }) => {
    const words =
      own.length > 1 ? `${quantity} × ${DECISIONS[disposition]}` : DECISIONS[disposition];
    return note === null ? words : `${words}: ${note}`;
  });
}

function dayInWords(time: string, settings: LocaleSettings): string {
  return formatLongDay(localDate(Date.parse(time), settings.timeZone), settings);
}

const DECISIONS: Readonly<Record<Disposition, string>> = {
  refund: 'Refund',
  exchange: 'Exchange',
  store_credit: 'Store credit',
  reject: 'Not refunded',
};

const METHODS: Readonly<Record<RefundMethod, string>> = {
  original: 'To your original payment method',
  store_credit: 'As store credit',
  bank_transfer: 'To your bank account',
  other: 'As agreed with you',
};

/** By status: a headline, and a sentence that explains it. */
const WORDS: Readonly<Record<ReturnStatus, readonly [string, string | null]>> = {
  requested: ['We are looking at your request', 'You will hear from us soon.'],
  approved: ['Your return is approved', null],
  label_issued: ['Ready to post', null],
  in_transit: ['On its way to us', 'There is nothing more you need to do.'],
  received: ['We have your return', 'We are checking it.'],
  inspected: ['We have checked your return', 'Next, we issue your refund or credit.'],
  refunded: ['Refunded', 'Banks can take a few working days to show it.'],
  exchanged: ['Your exchange is approved', 'Your new items come in a separate parcel.'],
  credited: ['You have store credit', 'You can use it now.'],
  rejected_on_inspection: ['We cannot refund your return', 'We have checked it and are sorry.'],
  rejected: ['Your return was not accepted', null],
  cancelled: ['This return was cancelled', 'You keep the goods.'],
  expired: [
    'This return has expired',
    'It was not posted in time. If you still want to return it, please contact us.',
  ],
};

const WITHDRAWN = ['We have your withdrawal', null] as const;

const STEPS_DONE: Readonly<Record<ReturnStatus, number>> = {
  requested: 0,
  approved: 1,
  label_issued: 1,
  in_transit: 2,
  received: 3,
  inspected: 3,
  refunded: 4,
  exchanged: 4,
  credited: 4,
  rejected_on_inspection: 3,
  rejected: 0,
  cancelled: 0,
  expired: 0,
};

const LAST_STEP: Readonly<Partial<Record<ReturnStatus, string>>> = {
  exchanged: 'Exchanged',
  credited: 'Credited',
  rejected_on_inspection: 'Not refunded',
};
