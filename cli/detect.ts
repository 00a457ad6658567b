/** `wismr detect`: prints the carriers that a tracking number may belong to. */

import { type Candidate, detectCarrier, detectCarriers } from '../carriers/detect.ts';
import { type Command, JSON_OPTION } from './command.ts';

export const detectCommand: Command = {
  usage: 'detect <number…>',
  summary: 'Print the carriers that a tracking number may belong to.',
  options: { json: JSON_OPTION },
  run: async ({ args, options, print, fail }) => {
    // Labels print numbers in groups, and people paste them with the spaces.
    const number = args.join(' ');
    const candidates = detectCarriers(number);
    if (options['json']) {
      const carrier = detectCarrier(number)?.carrier ?? null;
      print(JSON.stringify({ number, carrier, candidates }, null, 2));
      return 0;
    }
    for (const line of candidates.map(lineOf)) print(line);
    if (candidates.length > 0) return 0;
    fail(`no carrier that wismr knows has numbers like ${number}`);
    return 1;
  },
};

function lineOf(candidate: Candidate): string {
  const { carrier, confidence, checkDigit, formatName, service } = candidate;
  const notes = [
    ...(checkDigit === 'verified' ? ['check digit verified'] : []),
    ...(service === null ? [] : [service]),
  ];
  const format = notes.length > 0 ? `${formatName} (${notes.join(', ')})` : formatName;
  return `${carrier.padEnd(18)}${confidence.padEnd(10)}${format}`;
}
