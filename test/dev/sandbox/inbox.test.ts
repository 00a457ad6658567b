import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../../dev/sandbox/sandbox.ts';
import { resendFor, twilioFor } from '../../channels/providers.ts';
import { anEmail, anSms } from './messages.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox({ receiptDelayMs: 1 });
});
afterEach(() => sandbox.stop());

const page = async (path = '/') => (await fetch(sandbox.url + path)).text();

test('an empty inbox says that nothing was sent', async () => {
  expect(await page()).toContain('Nothing has been sent yet');
});

test('the newest message is on top, and its recipient may be chosen', async () => {
  await resendFor(sandbox).send(anEmail());
  await twilioFor(sandbox).send(anSms());
  const html = await page();
  expect(html.indexOf('Your blanket is out for delivery.')).toBeLessThan(
    html.indexOf('Your blanket is on its way'),
  );
  const filtered = await page('/?to=ann@post.eu');
  expect(filtered).toContain('Your blanket is on its way');
  expect(filtered).not.toContain('Your blanket is out for delivery.');
});

test('an email is shown in a frame in which nothing can run', async () => {
  await resendFor(sandbox).send(
    anEmail({ html: '<!doctype html><p>It left</p><script>1</script>' }),
  );
  const id = sandbox.ledger.accepted()[0]?.id;
  expect(await page(`/?message=${id}`)).toContain(`src="/inbox/${id}/html"`);
  const frame = await fetch(`${sandbox.url}/inbox/${id}/html`);
  expect(frame.headers.get('content-security-policy')).toMatch(/^sandbox .*default-src 'none'/);
  expect(frame.headers.get('content-security-policy')).not.toContain('allow-scripts');
  expect(await frame.text()).toMatch(/^<!doctype html><p>It left<\/p>/);
});

test('an email’s plain text is shown as it is', async () => {
  await resendFor(sandbox).send(anEmail({ text: 'a <b> & c' }));
  const id = sandbox.ledger.accepted()[0]?.id;
  expect(await page(`/?view=text&message=${id}`)).toContain('a &lt;b&gt; &amp; c');
});

test('an SMS is shown with what it costs', async () => {
  await twilioFor(sandbox).send(anSms({ body: 'a'.repeat(161) }));
  expect(await page()).toContain('2 segments, GSM-7, 161 characters');
});

test('a customer’s STOP can be sent from the conversation', async () => {
  await twilioFor(sandbox).send(anSms());
  const body = new URLSearchParams({ from: '+4915112345678', to: '+15005550006', body: 'STOP' });
  const response = await fetch(`${sandbox.url}/inbox/replies`, { method: 'POST', body });
  expect(await response.text()).toContain('This person has said STOP.');
});

test('a subject is text, whatever it says', async () => {
  await resendFor(sandbox).send(anEmail({ subject: '<img src=x onerror=alert(1)>' }));
  expect(await page()).not.toContain('<img src=x');
});

test('an open inbox hears of every change', async () => {
  const abort = new AbortController();
  const response = await fetch(`${sandbox.url}/inbox/changes`, { signal: abort.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  expect((await reader?.read())?.value).toContain('data: 0');
  await resendFor(sandbox).send(anEmail());
  expect((await reader?.read())?.value).toContain('data: 1');
  abort.abort();
});
