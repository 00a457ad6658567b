/** One chaos run: traffic, destruction, quiet, and the check of what is left. */

import { setTimeout as sleep } from 'node:timers/promises';
import { Random } from '../../bench/judgement/random.ts';
import { runToEnd } from '../../dev/stack/process.ts';
import type { MessageKind } from '../../domain/message.ts';
import { findMissing } from './check-inbox.ts';
import {
  type ChaosResult,
  caseOf,
  checkRun,
  findLookedFor,
  type Run,
  unknownSmsOf,
} from './check-run.ts';
import { installCrashPoints } from './crash-points.ts';
import { destroy } from './destroyer.ts';
import type { Story } from './facts.ts';
import { type Installation, startInstallation } from './installation.ts';
import type { ChaosOptions } from './options.ts';
import { startProviderStorm } from './provider-faults.ts';
import { Sender } from './sender.ts';
import { drawStories } from './stories.ts';

/** After the last change, how long a message may take: the longest pause of a retry, and a minute. */
const QUIET_MS_MAX = 6 * 60_000;
const STEP_MS = 250;
/** wismr decides again about an SMS ten minutes after an attempt. */
const LOOK_UP_MS_MAX = 13 * 60_000;
const POLL_MS = 3_000;
/** How often to look into the inbox between two questions to the API. */
const LOOKS_PER_ANSWER = 8;

export async function runChaos(
  options: ChaosOptions,
  log: (line: string) => void,
): Promise<ChaosResult> {
  const startedAt = Date.now();
  const ending = new AbortController();
  const { signal } = ending;
  const installation = await startInstallation({ workers: options.workers, log });
  try {
    await installCrashPoints(installation.sql);
    const { apiUrl, shops, sandbox, carrierApis: polled } = installation;
    const random = new Random(options.seed, 0x5e4d);
    const sender = new Sender({
      apiUrl,
      shops,
      twilioAuthToken: sandbox.credentials.twilioAuthToken,
      random,
      polled,
      signal,
    });
    const stories = drawStories(options.journeys, options.seed, Date.now());
    const run: Run = { installation, sender, stories, signal };
    void pollOften(run);
    const beganAt = Date.now();
    const storm = startProviderStorm(sandbox, new Random(options.seed, 0xfa17));
    const spreadMs = options.minutes * 60_000;
    let killed = 0;
    const destroying = destroy({
      installation,
      random: new Random(options.seed, 0xdead),
      kills: options.kills,
      log,
      sender,
      onKill: (done) => {
        killed = done;
      },
      rebuild: () => rebuildAll(installation, log),
    });
    const living = Promise.all(
      stories.map(async (story, index) => {
        const share = index / stories.length;
        await sleep(share * spreadMs);
        while (killed < Math.floor(share * options.kills)) await sleep(STEP_MS);
        await live(run, story);
        log(`story ${story.ref} (${story.title}) is over`);
      }),
    );
    const destruction = await destroying;
    log('chaos: all kills are done');
    // A storm lasts as long as the journeys begin; the last ones end in calm.
    await sleep(Math.max(0, beganAt + spreadMs - Date.now()));
    await storm.stop();
    await untilOver(run, living);
    await untilOver(run, sender.settled());
    await untilAllIsRead(run, log);
    if (isLong(options)) await untilAllIsKnown(run, log);
    // What would come twice has its time.
    await sleep(5_000);
    log('chaos: quiet, checking');
    return await checkRun(run, { destruction, storm: storm.counts, options, startedAt });
  } finally {
    ending.abort();
    await installation.stop();
  }
}

/** Polls take hours: makes every parcel due now, as if they had passed. */
async function pollOften({ installation: { sql }, signal }: Run): Promise<void> {
  while (!signal.aborted) {
    await sleep(POLL_MS);
    await sql`update parcel_poll set next_at = now() where next_at is not null`.catch(ignore);
    await sql`update carrier_poll set paused_until = null`.catch(ignore);
  }
}

function ignore(): void {
  // Postgres is away: the next round is soon.
}

/** Reports the facts of a story, at its pace. */
async function live(run: Run, story: Story): Promise<void> {
  const { sender, signal } = run;
  if (story.pace === 'step_by_step') {
    for (const fact of story.facts) {
      await sender.deliver(story, fact);
      await untilRead(run, story);
      if (signal.aborted) return;
    }
    return;
  }
  // Platforms report in order; carriers whenever they like, before the shipment is there even.
  const calls = story.facts.filter(({ what }) => what !== 'scanned');
  const scans = story.facts.filter(({ what }) => what === 'scanned');
  const late = new Random(Number(story.ref), 0xca11);
  await Promise.all([
    (async () => {
      for (const fact of calls) await sender.deliver(story, fact);
    })(),
    ...scans.map(async (fact) => {
      await sleep(late.int(0, 6_000));
      await sender.deliver(story, fact);
    }),
  ]);
}

/** Resolves when the customer has read what the facts so far demand. */
async function untilRead(run: Run, story: Story): Promise<void> {
  let unknownSms: readonly MessageKind[] = [];
  for (let looks = 1; !run.signal.aborted; looks += 1) {
    const missing = findMissing(caseOf(run, story, unknownSms));
    if (missing.length === 0) return;
    // Nobody repeats an SMS of unknown outcome.
    const isSms = missing.every(({ channel }) => channel === 'sms');
    if (isSms && looks % LOOKS_PER_ANSWER === 0) unknownSms = await unknownSmsOf(run, story);
    await sleep(STEP_MS);
  }
}

/** Resolves with `work`, or when the inbox has not grown for the longest time of a message. */
async function untilOver(
  { installation: { sandbox } }: Run,
  work: Promise<unknown>,
): Promise<void> {
  let isOver = false;
  void work.then(() => {
    isOver = true;
  });
  let [size, since] = [-1, Date.now()];
  while (!isOver && Date.now() - since < QUIET_MS_MAX) {
    if (sandbox.ledger.size !== size) [size, since] = [sandbox.ledger.size, Date.now()];
    await sleep(STEP_MS);
  }
}

/** Resolves when no customer misses a message, or nothing moves any more. */
async function untilAllIsRead(run: Run, log: (line: string) => void): Promise<void> {
  const until = Date.now() + QUIET_MS_MAX;
  for (;;) {
    let missing = 0;
    for (const story of run.stories) {
      const customer = caseOf(run, story);
      if (findMissing(customer).length === 0) continue;
      const unknownSms = await unknownSmsOf(run, story);
      missing += findMissing({ ...customer, unknownSms }).length;
    }
    log(`chaos: ${missing} messages are missing`);
    if (missing === 0 || Date.now() > until) break;
    await sleep(3_000);
  }
}

/** A long run has the time to see what becomes of SMS that wismr looks for at Twilio. */
function isLong({ kills, minutes }: ChaosOptions): boolean {
  return kills >= 20 || minutes >= 5;
}

async function untilAllIsKnown(run: Run, log: (line: string) => void): Promise<void> {
  const until = Date.now() + LOOK_UP_MS_MAX;
  let open = run.stories;
  while (Date.now() < until) {
    open = await findLookedFor(run, open);
    log(`chaos: wismr looks for the SMS of ${open.length} customers`);
    if (open.length === 0) return;
    await sleep(15_000);
  }
}

/** As operations do after Temporal is lost or PostgreSQL restored: `wismr journey rebuild --all`. */
async function rebuildAll(
  { environment }: Installation,
  log: (line: string) => void,
): Promise<void> {
  const args = ['--import', 'tsx', 'cli/wismr.ts', 'journey', 'rebuild', '--all'];
  const { code, output } = await runToEnd({
    command: process.execPath,
    args: [...args, '--per-second', '100'],
    env: environment,
    timeoutMs: 300_000,
  });
  log(`chaos: journey rebuild ended with ${code}: ${output.split('\n').at(-1)}`);
}
