/** Runs the sandbox alone: `tsx dev/sandbox/main.ts --port 8025 --file .wismr/sandbox.jsonl`. */

import { parseArgs } from 'node:util';
import { type SandboxOptions, startSandbox } from './sandbox.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8025' },
    'smtp-port': { type: 'string', default: '8026' },
    host: { type: 'string', default: '127.0.0.1' },
    file: { type: 'string' },
    'resend-webhook-url': { type: 'string' },
    'twilio-inbound-url': { type: 'string' },
    'sinch-inbound-url': { type: 'string' },
    'receipt-delay-ms': { type: 'string', default: '50' },
  },
});

const options: SandboxOptions = {
  port: Number(values.port),
  smtpPort: Number(values['smtp-port']),
  host: values.host,
  receiptDelayMs: Number(values['receipt-delay-ms']),
  ...(values.file === undefined ? {} : { file: values.file }),
  ...(values['resend-webhook-url'] === undefined
    ? {}
    : { resendWebhookUrl: values['resend-webhook-url'] }),
  ...(values['twilio-inbound-url'] === undefined
    ? {}
    : { twilioInboundUrl: values['twilio-inbound-url'] }),
  ...(values['sinch-inbound-url'] === undefined
    ? {}
    : { sinchInboundUrl: values['sinch-inbound-url'] }),
};

const sandbox = await startSandbox(options);
console.log(`fake Resend, Twilio and Sinch, with an inbox: ${sandbox.url}`);
console.log(`SMTP server: ${sandbox.smtpUrl}`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void sandbox.stop());
}
