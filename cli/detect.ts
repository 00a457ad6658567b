/** `wismr detect`: whose a tracking number may be. */

import { type Candidate, detectCarrier, detectCarriers } from '../carriers/detect.ts';
import type { Command } from './command.ts';

export const detectCommand: Command = {
  usage: 'detect <number>',
  summary: 'Tell which carriers may have given a tracking number. --json for programs.',
  options: { json: 'boolean' },
  run: async ({ args, options, print, fail }) => {
    // Numbers are printed in groups, and pasted so.
    const number = args.join(' ');
    if (number === '') {
      fail('usage: wismr detect <number> [--json]');
      return 2;
    }
    const candidates = detectCarriers(number);
    if (options['json']) {
      const carrier = detectCarrier(number)?.carrier ?? null;
      print(JSON.stringify({ number, carrier, candidates }, null, 2));
      return 0;
    }
    for (const line of candidates.map(lineOf)) print(line);
    if (candidates.length > 0) return 0;
    fail(`no carrier that is known numbers so: ${number}`);
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
