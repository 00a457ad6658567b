import { expect, test } from 'vitest';
import { greetingName } from '../../activities/greeting-name.ts';
import { disarmLinks } from '../../activities/links-in-text.ts';

test.each([
  'Ada',
  'Ada Byrne',
  'J.R. Smith',
  'J. R. R. Tolkien',
  'J.R.R.Tolkien',
  'St.John',
  'Prof.Dr.Lee',
  'Anne-Marie St. John-Smith',
  "Seán O'Brien",
  'Müller-Lüdenscheidt',
  'Dr. No',
  'Robert "Bob" Smith',
  'Louis XIV',
  'Ada 2nd',
  'Familie Müller & Söhne',
  'Smith, Ada',
  'Sammy Davis Jr.',
  'Jane Doe, Ph.D.',
  'S:son Lewenhaupt',
  'Maria da Conceição dos Santos Silva e Souza',
  'Ａｄａ',
  'Ἀθηνᾶ',
  'Дарья Иванова',
  '山田太郎',
  'محمد‌رضا پهلوان',
  'क्‍षितिज',
  'נועה כהן',
  'Þór Ævarsson',
  'Nguyễn Thị Minh Khai',
  'Ada 🌻',
  'X Æ A-12',
  'Dot Cotton',
  'Com Truise',
])('%s is a name', (name) => {
  expect(greetingName(name)).toBe(name);
});

test.each([
  ['Dr.No', 'Dr. No'],
  ['dr.no', 'dr. no'],
  ['  Ada \n Byrne ', 'Ada Byrne'],
  ['\u202eAda\u202c', 'Ada'],
  ['Zoe\u0308', 'Zo\u00eb'],
])('%j is written %s', (written, name) => {
  expect(greetingName(written)).toBe(name);
});

test.each([
  'Win at evil.example',
  'evil.com',
  'EVIL.COM',
  'Evil.Com',
  'Ada (evil.com)',
  'Ada,evil.com',
  'Congratulations!evil.com',
  'evil.com/prize',
  'evil.com:8080',
  '_evil.com_',
  'prof.evil.com',
  'dr.evil.com/no',
  'dr.no/prize',
  't.me/prize',
  'bücher.de',
  'выиграй.рф',
  'xn--e1afmkfd.xn--p1ai',
  'evil.中国',
  'http://evil',
  'https://evil.example',
  'hxxp://evil.example',
  '//evil.example',
  'ftp://evil.example',
  'javascript://x',
  'www.evil',
  'WWW.evil.zz',
  'evil[.]com',
  'evil(.)com',
  'evil (dot) com',
  'evil [ dot ] com',
  'evil dot com',
  'evil . com',
  'evil. com',
  'evil .com',
  'evil。com',
  'evil．com',
  'ｅｖｉｌ.com',
  'ev\u200bil.com',
  'evil\u2060.com',
  'ada@evil.example',
  'Telegram @evil',
  '1.2.3.4',
  'Call +1 900 555 0199',
  'Call 0900 5550199',
  'Call ٠٩٠٠٥٥٥',
  '①②③④⑤',
  'You have won!',
  'Won?',
  '$500 for you',
  '500€ for you',
  '100% free',
  'Claim *now*',
  '<b>Ada</b>',
  '{{contact.name}}',
  'You are the one person who wins the big prize today',
  'a'.repeat(61),
  '',
  '   ',
  '\u200b',
  '.',
  '123',
  '🎁🎁',
])('%j is not repeated', (name) => {
  expect(greetingName(name)).toBeNull();
});

test('a name that nobody gave is none', () => {
  expect(greetingName(null)).toBeNull();
});

test.each([
  ['I withdraw.', 'I withdraw.'],
  ['I withdraw from J.R.Smith. Thanks', 'I withdraw from J.R.Smith. Thanks'],
  ['see https://evil.example/a.b', 'see https[:]//evil[.]example/a[.]b'],
  ['see evil.com, or www.evil', 'see evil[.]com, or www[.]evil'],
  ['evil.com evil.net', 'evil[.]com evil[.]net'],
  ['evil.com:8080 or _evil.com_', 'evil[.]com:8080 or _evil[.]com_'],
  ['ada@shop.example', 'ada[@]shop[.]example'],
  ['mailto:a@b.example', 'mailto[:]a[@]b[.]example'],
  ['//evil.com', '[//]evil[.]com'],
])('%s reads %s', (text, disarmed) => {
  expect(disarmLinks(text)).toBe(disarmed);
  expect(disarmLinks(disarmed)).toBe(disarmed);
});
