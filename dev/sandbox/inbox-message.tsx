/** One message as its recipient sees it: an email in its frame, an SMS in its conversation. */

import { linkTo, VIEWS, type View } from './inbox-link.ts';
import {
  type Accepted,
  type AcceptedEmail,
  type AcceptedSms,
  isEmail,
  type Ledger,
} from './ledger.ts';

interface PaneProps {
  /** The recipient that the list is filtered by. */
  readonly to: string | null;
  /** The address of the list, for small screens. */
  readonly back: string;
}

const VIEW_NAMES: Readonly<Record<View, string>> = {
  wide: 'Email',
  narrow: 'On a phone',
  text: 'Plain text',
};

type EmailPaneProps = PaneProps & { readonly email: AcceptedEmail; readonly view: View };

export function EmailPane({ email, view, to, back }: EmailPaneProps) {
  return (
    <article class="pane">
      <header class="head">
        <BackLink back={back} />
        <h1>{email.subject}</h1>
        <dl class="facts">
          <dt>From</dt>
          <dd>{email.from}</dd>
          <dt>To</dt>
          <dd>{email.to.join(', ')}</dd>
          {email.replyTo.length === 0 ? null : (
            <>
              <dt>Reply to</dt>
              <dd>{email.replyTo.join(', ')}</dd>
            </>
          )}
        </dl>
        <Trail message={email} />
        <nav class="tabs" aria-label="Shown as">
          {VIEWS.map((each) => (
            <a
              class={each}
              href={linkTo({ to, message: email.id, view: each })}
              aria-current={each === view ? 'true' : undefined}
            >
              {VIEW_NAMES[each]}
            </a>
          ))}
        </nav>
      </header>
      <EmailBody email={email} view={view} />
      <Small message={email} />
    </article>
  );
}

function EmailBody({ email, view }: { readonly email: AcceptedEmail; readonly view: View }) {
  if (view === 'text' || email.html === null) {
    return <pre class="sheet text">{email.text ?? 'This email has no plain text.'}</pre>;
  }
  return (
    <iframe
      class={`sheet frame ${view}`}
      title={email.subject}
      src={`/inbox/${email.id}/html`}
      sandbox="allow-popups allow-popups-to-escape-sandbox"
    ></iframe>
  );
}

type SmsPaneProps = PaneProps & { readonly sms: AcceptedSms; readonly ledger: Ledger };

export function SmsPane({ sms, ledger, to, back }: SmsPaneProps) {
  const person = sms.to[0] ?? '';
  const conversation = ledger
    .accepted({ provider: sms.provider, to: person })
    .filter((message) => !isEmail(message))
    .filter((message) => senderOf(message) === senderOf(sms));
  const optedOut = ledger.isOptedOut(senderOf(sms), person);
  return (
    <article class="pane">
      <header class="head">
        <BackLink back={back} />
        <h1>SMS to {person}</h1>
        <Trail message={sms} />
      </header>
      <div class="stage">
        <div class="phone">
          <p class="peer">{sms.from}</p>
          <ol class="thread">
            {conversation.map((message) => (
              <li class={message.id === sms.id ? 'bubble chosen' : 'bubble'}>
                <p>{message.body}</p>
                <small>
                  {timeOf(message.acceptedAt)} · {sizeOf(message)}
                </small>
              </li>
            ))}
          </ol>
          {optedOut ? <p class="notice">This person replied STOP to this sender.</p> : null}
          <form class="reply" method="post" action="/inbox/replies">
            <input type="hidden" name="from" value={person} />
            <input type="hidden" name="provider" value={sms.provider} />
            <input type="hidden" name="to" value={senderOf(sms)} />
            <input type="hidden" name="back" value={linkTo({ to, message: sms.id }).slice(2)} />
            <button type="submit" name="body" value={optedOut ? 'START' : 'STOP'}>
              Reply {optedOut ? 'START' : 'STOP'}
            </button>
            <button type="submit" name="body" value="HELP">
              Reply HELP
            </button>
          </form>
        </div>
      </div>
      <Small message={sms} />
    </article>
  );
}

function senderOf(sms: AcceptedSms): string {
  return sms.messagingServiceSid ?? sms.from;
}

function sizeOf({ segments, encoding, body }: AcceptedSms): string {
  const counted = segments === 1 ? '1 segment' : `${segments} segments`;
  return `${counted}, ${encoding}, ${[...body].length} characters`;
}

function BackLink({ back }: { readonly back: string }) {
  return (
    <a class="back" href={back}>
      ‹ All messages
    </a>
  );
}

/** What happened to a message, step by step. */
function Trail({ message }: { readonly message: Accepted }) {
  // The first step of an SMS already says that it accepted the message.
  const taken = { type: 'accepted', at: message.acceptedAt };
  const steps = isEmail(message) ? [taken, ...message.steps] : message.steps;
  return (
    <ol class="trail" id="trail">
      {steps.map(({ type, at }) => (
        <li>
          {type} <time datetime={new Date(at).toISOString()}>{timeOf(at)}</time>
        </li>
      ))}
    </ol>
  );
}

const ID_NAMES = {
  resend: 'Resend id',
  smtp: 'Message-ID',
  twilio: 'Message sid',
  sinch: 'Batch id',
} as const;

/** Ids by which to find a message in logs and tables. */
function Small({ message }: { readonly message: Accepted }) {
  const tags = isEmail(message) ? Object.entries(message.tags) : [];
  const headers = isEmail(message) ? Object.entries(message.headers) : [];
  const rows = [
    ['Key', message.key],
    ['Notification', message.notificationId],
    [ID_NAMES[message.provider], message.id],
    ...tags.map(([name, value]) => [`Tag ${name}`, value]),
    ...headers,
  ];
  return (
    <details class="small">
      <summary>Details</summary>
      <dl class="facts">
        {rows.map(([name, value]) => (
          <>
            <dt>{name}</dt>
            <dd>
              <code>{value ?? 'none'}</code>
            </dd>
          </>
        ))}
      </dl>
    </details>
  );
}

const CLOCK = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
} as const);

function timeOf(at: number): string {
  return CLOCK.format(at);
}
