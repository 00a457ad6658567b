import { formatLongDay, type LocaleSettings } from '../../domain/format.ts';
import { isChoiceOpen } from '../../domain/order/delay-choice.ts';
import type { DelayPageView } from '../../views/delay-page.ts';
import { Layout } from '../ui/layout.tsx';

export interface DelayPageProps {
  readonly view: DelayPageView;
  readonly settings: LocaleSettings;
  /** The address of the order's own page. */
  readonly orderUrl: string;
}

/** Where the customer of a late order chooses to wait or to cancel. Opening it changes nothing. */
export function DelayPage({ view, settings, orderUrl }: DelayPageProps) {
  const { shop, orderId, choice, delay } = view;
  return (
    <Layout title={`Order ${orderId} · ${shop.name}`} lang="en">
      <header>
        <strong>{shop.name}</strong>
        <span>Order {orderId}</span>
      </header>
      <section>
        <h1>{HEADLINES[choice]}</h1>
        <Words view={view} settings={settings} />
        {isChoiceOpen(choice) ? (
          <form method="post">
            <input type="hidden" name="delay" value={String(delay)} />
            {choice === 'consented' ? null : (
              <button class="button" type="submit" name="answer" value="consent">
                I agree to wait
              </button>
            )}
            {choice === 'cancel_requested' ? null : (
              <button class="button second" type="submit" name="answer" value="cancel">
                Please cancel my order
              </button>
            )}
          </form>
        ) : null}
        <p class="soft">
          <a href={orderUrl}>See your order</a>
        </p>
      </section>
    </Layout>
  );
}

const HEADLINES: Readonly<Record<DelayPageView['choice'], string>> = {
  none: 'There is nothing to choose',
  open: 'Your order ships later than planned',
  consented: 'Thank you for waiting',
  cancel_requested: 'You asked us to cancel your order',
  over: 'Your order did not ship in time',
  shipped: 'Your order has shipped',
  cancelled: 'Your order is cancelled',
};

function Words({ view, settings }: Omit<DelayPageProps, 'orderUrl'>) {
  const newDay = view.offer?.revisedDay ? formatLongDay(view.offer.revisedDay, settings) : null;
  switch (view.choice) {
    case 'none':
      return <p>We plan to ship your order in time.</p>;
    case 'open':
      return <Offer view={view} settings={settings} />;
    case 'consented':
      return (
        <p>
          {newDay ? `We expect to ship your order by ${newDay}.` : 'We write when it ships.'} You
          can still cancel it until it ships.
        </p>
      );
    case 'cancel_requested':
      return (
        <p>
          We will cancel it and send you a full refund. You do not need to do anything else. If you
          would rather wait, you can still say so here.
        </p>
      );
    case 'over':
      return <p>You have a right to a full and prompt refund. We will write to you about it.</p>;
    case 'shipped':
      return <p>It is on its way, so you can no longer cancel it here.</p>;
    case 'cancelled':
      return <p>It will not be shipped.</p>;
    default:
      return null;
  }
}

/** The same facts as in the email. */
function Offer({ view: { offer, reason }, settings }: Omit<DelayPageProps, 'orderUrl'>) {
  if (!offer) return null;
  const { revisedDay, replacesDay, answerDay, silence } = offer;
  const [oldDay, answerBy] = [replacesDay, answerDay].map((day) => formatLongDay(day, settings));
  const newDay = revisedDay === null ? null : formatLongDay(revisedDay, settings);
  return (
    <>
      <p>
        We cannot ship it by {oldDay}, and we are sorry.{' '}
        {newDay
          ? `We now expect to ship it by ${newDay}.`
          : 'It is not ready, and we cannot say yet when it will ship.'}
      </p>
      {reason ? <p>{reason}</p> : null}
      <p>You can wait, or you can cancel the order. Then you get a full and prompt refund.</p>
      {silence === 'consents' ? (
        <p>
          If you do not answer, we take it that you agree to wait
          {newDay ? ` until ${newDay}` : ''}. You can cancel until your order ships.
        </p>
      ) : (
        <p>
          If you want to wait, please agree by {answerBy}. If you do not agree, and your order has
          not shipped by then, it is cancelled automatically, and you get a full and prompt refund.
          {newDay ? '' : ' If you agree, you can still cancel at any time until it ships.'}
        </p>
      )}
    </>
  );
}
