import { expect, test } from 'vitest';
import { understandReply } from '../../domain/opt-out.ts';

test.each([
  'STOP',
  'stop.',
  ' Stop! ',
  'Please stop',
  'stop it now please',
  'STOPALL',
  'QUIT',
  'END',
  'Revoke',
  'OPT OUT',
  'opt-out',
  'optout',
  'CANCEL',
  'UNSUBSCRIBE',
  'please stop texting me',
  'Can you stop texting me??',
  'Stop sending me these messages',
  'stop all texts',
  'cancel these notifications',
  'Don’t text me again',
  'do not contact me',
  'Please don’t send me any more SMS',
  'no more texts please',
  'I don’t want any more messages',
  'Remove me from your list',
  'take me off',
  'I want to opt out of this',
  'I revoke my consent',
  'Leave me alone',
  'Stopp',
  'Bitte keine SMS mehr',
  'ARRÊT',
])('“%s” is a refusal', (text) => {
  expect(understandReply(text, null).meaning).toBe('stop');
});

test.each([
  'Where is my parcel?',
  'Please cancel my order',
  'Can I cancel it?',
  'Please stop at the back door',
  'The driver did not stop here',
  'You never send me any updates!',
  'Why don’t you send me updates?',
  'Did you stop texting me?',
  'Don’t stop texting me',
  'When does this end?',
  'Ring the bell twice',
  '👍',
  '',
  'stopwatch',
  'Yes, leave it with the neighbour',
  'please start again',
])('“%s” is not', (text) => {
  expect(understandReply(text, null).meaning).toBe('other');
});

test.each(['START', 'start', 'Yes', 'UNSTOP'])('%s asks for messages again', (text) => {
  expect(understandReply(text, null).meaning).toBe('start');
});

test.each(['HELP', 'info'])('%s asks for help', (text) => {
  expect(understandReply(text, null).meaning).toBe('help');
});

test('what Twilio has understood goes before the words', () => {
  expect(understandReply('ACME-BYE', 'STOP')).toEqual({ meaning: 'stop', by: 'provider' });
  expect(understandReply('STOP', 'HELP')).toEqual({ meaning: 'help', by: 'provider' });
  expect(understandReply('STOP', 'something new')).toEqual({ meaning: 'stop', by: 'keyword' });
});

test('a refusal in own words is no refusal by a keyword', () => {
  for (const text of ['STOP', 'please stop now', 'Abmelden', 'opt-out']) {
    expect(understandReply(text, null)).toEqual({ meaning: 'stop', by: 'keyword' });
  }
  for (const text of ['please stop texting me', 'Remove me from your list', 'Leave me alone']) {
    expect(understandReply(text, null)).toEqual({ meaning: 'stop', by: 'own_words' });
  }
  expect(understandReply('Where is it?', null)).toEqual({ meaning: 'other', by: null });
});
