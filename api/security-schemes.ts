/** How callers prove who they are, for the OpenAPI document. */

export const SECURITY_SCHEMES = {
  apiKey: {
    type: 'http',
    scheme: 'bearer',
    description:
      'Your shop’s API key. Create one with `npm run wismr -- key create <shop>`. It gives ' +
      'access to that shop only, and to what its scopes allow: `read` for every GET, `write` for ' +
      'orders, shipments, returns and escalations, `admin` for the policy and for customers’ data. ' +
      'Each operation names its scope. What a test key (`wismr_test_…`) makes sends messages to ' +
      'the shop’s test recipients only.',
  },
  resendSignature: {
    type: 'apiKey',
    in: 'header',
    name: 'svix-signature',
    description: 'Resend’s signature of the body, by `RESEND_WEBHOOK_SECRET`. Not a fixed key.',
  },
  twilioSignature: {
    type: 'apiKey',
    in: 'header',
    name: 'X-Twilio-Signature',
    description: 'Twilio’s signature of the address and the form, by `TWILIO_AUTH_TOKEN`.',
  },
  sinchSignature: {
    type: 'apiKey',
    in: 'header',
    name: 'x-sinch-webhook-signature',
    description: 'Sinch’s signature of the body, by `SINCH_WEBHOOK_SECRET`.',
  },
} as const;
