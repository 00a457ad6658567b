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

test('an empty inbox says that there are no messages', async () => {
  expect(await page()).toContain('Nothing has been sent yet');
});

test('the newest message comes first, and the list can be filtered by recipient', async () => {
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

test('an email appears in a frame that runs no scripts', async () => {
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

test('the plain text of an email appears unchanged', async () => {
  await resendFor(sandbox).send(anEmail({ text: 'a <b> & c' }));
  const id = sandbox.ledger.accepted()[0]?.id;
  expect(await page(`/?view=text&message=${id}`)).toContain('a &lt;b&gt; &amp; c');
});

test('an SMS appears with its number of segments', async () => {
  await twilioFor(sandbox).send(anSms({ body: 'a'.repeat(161) }));
  expect(await page()).toContain('2 segments, GSM-7, 161 characters');
});

test('a conversation has a button that replies STOP', async () => {
  await twilioFor(sandbox).send(anSms());
  const body = new URLSearchParams({ from: '+4915112345678', to: '+15005550006', body: 'STOP' });
  const response = await fetch(`${sandbox.url}/inbox/replies`, { method: 'POST', body });
  expect(await response.text()).toContain('This person replied STOP to this sender.');
});

test('markup in a subject appears as text', async () => {
  await resendFor(sandbox).send(anEmail({ subject: '<img src=x onerror=alert(1)>' }));
  expect(await page()).not.toContain('<img src=x');
});

test('an open inbox shows every change at once', async () => {
  const abort = new AbortController();
  const response = await fetch(`${sandbox.url}/inbox/changes`, { signal: abort.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  expect((await reader?.read())?.value).toContain('data: 0');
  await resendFor(sandbox).send(anEmail());
  expect((await reader?.read())?.value).toContain('data: 1');
  abort.abort();
});
