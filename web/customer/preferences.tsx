import type { PreferencesView } from '../../views/preferences.ts';
import { Layout } from '../ui/layout.tsx';

export interface PreferencesPageProps {
  readonly view: PreferencesView;
  readonly isSaved: boolean;
  /** The address of the order's or the return's own page. */
  readonly pageUrl: string;
}

/** Where the customer chooses what to receive. Opening it changes nothing. */
export function PreferencesPage({ view, isSaved, pageUrl }: PreferencesPageProps) {
  const { shop, contact } = view;
  const hasAny = contact.email !== null || contact.phone !== null;
  return (
    <Layout title={`What we send you · ${shop.name}`} lang="en">
      <header>
        <strong>{shop.name}</strong>
        <span>What we send you</span>
      </header>
      <section>
        <h1>{isSaved ? 'Saved' : 'Choose what we send you'}</h1>
        <p class="soft">
          {isSaved
            ? 'Your choice counts for all of your orders with us, also for later ones.'
            : 'We always write about what you need to know: your order, delays, the delivery and refunds.'}
        </p>
        {hasAny ? <Choices view={view} /> : <p>We have no address to write to.</p>}
        <p class="soft">
          <a href={pageUrl}>Back to your order</a>
        </p>
      </section>
    </Layout>
  );
}

function Choices({ view: { shop, contact } }: Pick<PreferencesPageProps, 'view'>) {
  const { email, phone, consentSms } = contact;
  // A box about SMS would promise what only a consent to SMS allows.
  const hasSms = phone !== null && consentSms;
  return (
    <form method="post">
      <fieldset>
        <legend>Small updates on the way</legend>
        <p class="soft">Out for delivery, arriving tomorrow, earlier than planned.</p>
        {email ? <Box name="optionalEmail" label="By email" isOn={contact.optionalEmail} /> : null}
        {hasSms ? <Box name="optionalSms" label="By SMS" isOn={contact.optionalSms} /> : null}
      </fieldset>
      <fieldset>
        <legend>Offers and news from {shop.name}</legend>
        {email ? (
          <Box name="marketingEmail" label="By email" isOn={contact.marketingEmail} />
        ) : null}
        {hasSms ? <Box name="marketingSms" label="By SMS" isOn={contact.marketingSms} /> : null}
      </fieldset>
      <button class="button" type="submit">
        Save
      </button>
    </form>
  );
}

interface BoxProps {
  readonly name: string;
  readonly label: string;
  readonly isOn: boolean;
}

/** Browsers do not send an empty box: `shown` says that the form had it. */
function Box({ name, label, isOn }: BoxProps) {
  return (
    <label class="choice">
      <input type="hidden" name="shown" value={name} />
      <input type="checkbox" name={name} value="yes" checked={isOn} /> {label}
    </label>
  );
}
