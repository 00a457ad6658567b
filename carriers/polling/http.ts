/** Sends one HTTP request to a carrier, with a timeout. Never throws. */

import type { PollRequest } from './spec.ts';

export interface HttpResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** No response, and why: `timeout`, `ECONNREFUSED`. */
export interface NoResponse {
  readonly status: null;
  readonly why: string;
}

export interface HttpOptions {
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** Larger than any carrier's response to one call. */
const BODY_BYTES_MAX = 12 * 1024 * 1024;

export async function sendRequest(
  request: PollRequest,
  { baseUrl, timeoutMs, signal }: HttpOptions,
): Promise<HttpResponse | NoResponse> {
  const deadline = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(`${baseUrl}${request.path}`, {
      method: request.method,
      headers: { 'user-agent': 'wismr', ...request.headers },
      redirect: 'manual',
      signal: signal ? AbortSignal.any([deadline, signal]) : deadline,
      ...(request.body === undefined ? {} : { body: request.body }),
    });
    const { status, headers } = response;
    return { status, headers, body: await readBody(response) };
  } catch (error) {
    return { status: null, why: describeFailure(error) };
  }
}

async function readBody(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > BODY_BYTES_MAX) throw new Error('the response is larger than 12 MB');
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return 'timeout';
  const { cause } = error;
  if (cause instanceof Error && 'code' in cause) return String(cause.code);
  return error.message;
}
