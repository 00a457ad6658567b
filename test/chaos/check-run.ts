/** Checks everything that a chaos run has left: inboxes, answers, and the parts of wismr. */

import type { MessageKind } from '../../domain/message.ts';
import { type CustomerAnswers, messagesOf, readAnswers } from './api-answers.ts';
import { checkAnswers, isLookedFor, isOfLostTime, isUnknownSms } from './check-answers.ts';
import { checkEscalations } from './check-escalations.ts';
import { type CustomerCase, checkInbox, type Problem } from './check-inbox.ts';
import { checkInside } from './check-inside.ts';
import type { Destruction } from './destroyer.ts';
import { evidenceOf } from './evidence.ts';
import type { Story } from './facts.ts';
import type { Installation } from './installation.ts';
import type { ChaosOptions } from './options.ts';
import { readMessage } from './read-message.ts';
import type { Sender } from './sender.ts';

export interface ChaosResult {
  readonly problems: readonly Problem[];
  readonly figures: Readonly<Record<string, unknown>>;
  /** What happened to each customer with a problem, in lines. */
  readonly evidence: readonly string[];
}

export interface Run {
  readonly installation: Installation;
  readonly sender: Sender;
  readonly stories: readonly Story[];
  /** Aborted at the end: what still waits then is stuck. */
  readonly signal: AbortSignal;
}

export interface Played {
  readonly destruction: Destruction;
  readonly storm: Readonly<Record<string, number>>;
  readonly options: ChaosOptions;
  readonly startedAt: number;
}

/** How many journeys are read at the same time. */
const AT_ONCE = 8;

export async function checkRun(run: Run, played: Played): Promise<ChaosResult> {
  const { installation, stories } = run;
  const answers = await readAll(run, stories);
  const { restore } = played.destruction;
  const problems = [
    ...[...answers].flatMap(([story, answer]) => checkStory(run, story, { answer, restore })),
    ...(await checkInside(installation, answers)),
    ...checkRequests(run),
    ...checkPrograms(installation),
  ];
  const figures = figuresOf(run, played, { answers: [...answers.values()], problems });
  const evidence = [...answers]
    .filter(([{ ref }]) => problems.some((problem) => problem.ref.startsWith(ref)))
    .flatMap(([story, answer]) => evidenceOf(caseOf(run, story), answer));
  return { problems, figures, evidence };
}

function checkStory(
  run: Run,
  story: Story,
  { answer, restore }: { answer: CustomerAnswers; restore: Destruction['restore'] },
): readonly Problem[] {
  const customer = caseOf(run, story, unknownSmsIn(answer));
  const reported = customer.reports.filter(({ ackedAt }) => ackedAt !== null).length;
  const left = story.facts.length - reported;
  const detail = `${left} facts were not reported: the customer did not read about the last one`;
  return [
    ...(left > 0 ? [{ fault: 'stuck', ref: story.ref, detail } as const] : []),
    ...checkInbox(customer),
    ...checkAnswers({ ...customer, answers: answer, restore }),
    ...(hasLostDelay(customer, restore) ? [] : checkEscalations(story, answer)),
  ];
}

/** The timer of a silent parcel, which opened its escalation, fired in a log that was lost. */
function hasLostDelay({ inbox }: CustomerCase, restore: Destruction['restore']): boolean {
  return inbox.some((each) => each.kind === 'delayed' && isOfLostTime(each, restore));
}

/** No request was refused, and no key was accepted twice by a provider. */
function checkRequests({ installation, sender }: Run): readonly Problem[] {
  const refused = sender.refused.map((detail) => ({ fault: 'wrong', ref: '', detail }) as const);
  const counts = Object.entries(installation.sandbox.ledger.counts());
  const twice = counts.filter(([, times]) => times > 1);
  return [
    ...refused,
    ...twice.map(([key, times]) => {
      return { fault: 'doubled', ref: '', detail: `${key} was accepted ${times} times` } as const;
    }),
  ];
}

/** No program ended but by a kill, or at its start, where it may find no Postgres. */
function checkPrograms({ api, workers }: Installation): readonly Problem[] {
  const crashes = [api, ...workers].flatMap((program) => program.crashes());
  return crashes.map((detail) => ({ fault: 'wrong', ref: '', detail }));
}

interface Checked {
  readonly answers: readonly CustomerAnswers[];
  readonly problems: readonly Problem[];
}

function figuresOf(
  { installation, sender }: Run,
  { options, startedAt, destruction, storm }: Played,
  { answers, problems }: Checked,
): ChaosResult['figures'] {
  const outcomes = answers
    .flatMap(messagesOf)
    .map(
      ({ channel, decision, reason, state }) =>
        `${channel} ${decision === 'drop' ? reason : state}`,
    );
  return {
    ...options,
    seconds: Math.round((Date.now() - startedAt) / 1_000),
    requests: sender.requests,
    failedRequests: sender.failures,
    inbox: installation.sandbox.ledger.size,
    messages: countEach(outcomes),
    destruction: destruction.counts,
    providerFaults: storm,
    problems: countEach(problems.map(({ fault }) => fault)),
  };
}

function countEach(words: readonly string[]): Readonly<Record<string, number>> {
  const groups = Map.groupBy(words, (word) => word);
  return Object.fromEntries([...groups].map(([word, { length }]) => [word, length]));
}

export function caseOf(
  { installation, sender }: Run,
  story: Story,
  unknownSms: readonly MessageKind[] = [],
): CustomerCase {
  const { email, phone } = story.customer;
  const { ledger } = installation.sandbox;
  const inbox = [email, phone]
    .flatMap((to) => (to === null ? [] : ledger.accepted({ to })))
    .map(readMessage)
    .sort((a, b) => a.acceptedAt - b.acceptedAt);
  return { story, reports: sender.reportsOf(story), inbox, unknownSms };
}

export async function unknownSmsOf(run: Run, story: Story): Promise<readonly MessageKind[]> {
  return unknownSmsIn(await answersOf(run, story));
}

/** Those whose SMS wismr looks for at Twilio. */
export async function findLookedFor(
  run: Run,
  stories: readonly Story[],
): Promise<readonly Story[]> {
  const answers = await readAll(run, stories);
  return [...answers].flatMap(([story, answer]) =>
    messagesOf(answer).some(isLookedFor) ? [story] : [],
  );
}

async function readAll(
  run: Run,
  stories: readonly Story[],
): Promise<ReadonlyMap<Story, CustomerAnswers>> {
  const answers = new Map<Story, CustomerAnswers>();
  for (let start = 0; start < stories.length; start += AT_ONCE) {
    const part = stories.slice(start, start + AT_ONCE);
    await Promise.all(part.map(async (story) => answers.set(story, await answersOf(run, story))));
  }
  return answers;
}

async function answersOf({ installation }: Run, story: Story): Promise<CustomerAnswers> {
  const { apiUrl, shops } = installation;
  const shop = shops[story.shop];
  if (!shop) throw new Error(`there is no shop ${story.shop}`);
  return readAnswers(apiUrl, story, shop);
}

function unknownSmsIn(answers: CustomerAnswers): readonly MessageKind[] {
  return messagesOf(answers)
    .filter((each) => isUnknownSms(each) || isLookedFor(each))
    .map(({ kind }) => kind as MessageKind);
}
