/** The inbox page: a list of messages, and one message as the customer sees it. */

import { DAY } from '../../domain/time.ts';
import { linkTo, type View } from './inbox-link.ts';
import { EmailPane, SmsPane } from './inbox-message.tsx';
import { type Accepted, isEmail, type Ledger, statusOf } from './ledger.ts';

export interface InboxView {
  /** Only messages to this recipient; null for all. */
  readonly to: string | null;
  /** Newest first. */
  readonly messages: readonly Accepted[];
  readonly selected: Accepted | null;
  /** True: the reader chose this message. False: it is the newest, and a phone shows the list. */
  readonly explicit: boolean;
  readonly view: View;
}

type PageProps = InboxView & { readonly ledger: Ledger; readonly now: number };

export function InboxPage(props: PageProps) {
  const { selected, explicit, messages, ledger } = props;
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>Inbox · wismr sandbox</title>
        <link rel="stylesheet" href="/inbox.css" />
        <noscript>
          <meta http-equiv="refresh" content="5" />
        </noscript>
        <script src="/inbox.js" defer></script>
      </head>
      <body class={explicit ? 'reading' : 'listing'}>
        <header class="bar">
          <a class="brand" href="/">
            <Mark />
            <span>Inbox</span>
          </a>
          <span class="hint">Nothing here leaves this machine</span>
          <Filter {...props} everyone={recipientsOf(ledger)} />
        </header>
        <main>
          <nav id="list" aria-label="Messages">
            {messages.length === 0 ? <Empty {...props} /> : <List {...props} />}
          </nav>
          <section id="message" aria-label="Message" data-id={selected?.id ?? ''}>
            {selected === null ? null : <Selected {...props} message={selected} />}
          </section>
        </main>
      </body>
    </html>
  );
}

function Selected(props: PageProps & { readonly message: Accepted }) {
  const { message, ledger, view, to } = props;
  const back = linkTo({ to });
  return isEmail(message) ? (
    <EmailPane email={message} view={view} to={to} back={back} />
  ) : (
    <SmsPane sms={message} ledger={ledger} to={to} back={back} />
  );
}

function recipientsOf(ledger: Ledger): readonly string[] {
  return [...new Set(ledger.accepted().flatMap((message) => message.to))].sort();
}

function Filter({ to, everyone }: PageProps & { readonly everyone: readonly string[] }) {
  return (
    <form class="filter" method="get" action="/">
      <label class="hidden" for="to">
        Recipient
      </label>
      <select id="to" name="to">
        <option value="">Everyone</option>
        {everyone.map((each) => (
          <option value={each} selected={each === to}>
            {each}
          </option>
        ))}
      </select>
      <button type="submit">Show</button>
    </form>
  );
}

function List({ messages, selected, to, view, now }: PageProps) {
  return (
    <ol>
      {messages.map((message) => (
        <li>
          <a
            class="row"
            href={linkTo({ to, message: message.id, view })}
            aria-current={message.id === selected?.id ? 'true' : undefined}
          >
            {isEmail(message) ? <Envelope /> : <Bubble />}
            <span class="who">{message.to.join(', ')}</span>
            <time datetime={new Date(message.acceptedAt).toISOString()}>
              {shortTime(message.acceptedAt, now)}
            </time>
            <span class="what">{isEmail(message) ? message.subject : message.body}</span>
            <Status message={message} />
          </a>
        </li>
      ))}
    </ol>
  );
}

const TROUBLE = ['bounced', 'complained', 'suppressed', 'undelivered', 'failed'];

function Status({ message }: { readonly message: Accepted }) {
  const status = statusOf(message);
  const mood = TROUBLE.includes(status) ? 'bad' : status === 'delivered' ? 'good' : 'plain';
  return <span class={`status ${mood}`}>{status}</span>;
}

function Empty({ to }: PageProps) {
  return (
    <div class="empty">
      <Envelope />
      <h1>{to === null ? 'Nothing has been sent yet' : 'Nothing was sent to this recipient'}</h1>
      <p>
        {to === null
          ? 'Emails and SMS appear here as soon as they are accepted.'
          : 'Choose another recipient, or “Everyone”.'}
      </p>
    </div>
  );
}

const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const DATE = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });

function shortTime(at: number, now: number): string {
  return now - at < DAY ? CLOCK.format(at) : DATE.format(at);
}

function Mark() {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" class="mark">
      <path d="M4 13h4l1.5 3h5L16 13h4" />
      <path d="M6.5 5h11L20 13v5a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 18v-5z" />
    </svg>
  );
}

function Envelope() {
  return (
    <svg viewBox="0 0 24 24" role="img" aria-label="Email" class="icon">
      <rect x="3.5" y="5.5" width="17" height="13" rx="2" />
      <path d="m4 7.5 8 6 8-6" />
    </svg>
  );
}

function Bubble() {
  return (
    <svg viewBox="0 0 24 24" role="img" aria-label="SMS" class="icon">
      <path d="M6 4.5h12a2.5 2.5 0 0 1 2.5 2.5v7a2.5 2.5 0 0 1-2.5 2.5h-6l-4.5 3.5v-3.5H6A2.5 2.5 0 0 1 3.5 14V7A2.5 2.5 0 0 1 6 4.5z" />
    </svg>
  );
}
