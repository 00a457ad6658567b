/** What a customer's reply to an SMS asks for. */

/**
 * By what a reply was recognized: the provider's own reading (`OptOutType`), a keyword, or the person's
 * own words, where a program may be wrong.
 */
export type RecognizedBy = 'provider' | 'keyword' | 'own_words';

/** `stop`: no more messages. `start`: messages again. `other`: anything else, such as a question. */
export type ReplyReading =
  | { readonly meaning: 'stop' | 'start' | 'help'; readonly by: RecognizedBy }
  | { readonly meaning: 'other'; readonly by: null };

/** Twilio's default words, those of 47 CFR 64.1200(a)(10), and the same in other languages. */
const WORDS: Readonly<Record<'stop' | 'start' | 'help', ReadonlySet<string>>> = {
  stop: new Set([
    'stop',
    'stopall',
    'stop all',
    'stop it',
    'stop this',
    'stop that',
    'quit',
    'end',
    'revoke',
    'cancel',
    'unsubscribe',
    'optout',
    'opt out',
    'remove',
    'stopp',
    'abmelden',
    'abbestellen',
    'arret',
    'arreter',
    'desabonner',
    'alto',
    'baja',
    'cancelar suscripcion',
    'ferma',
    'cancellami',
    'afmelden',
  ]),
  start: new Set(['start', 'yes', 'unstop']),
  help: new Set(['help', 'info']),
};

/** Words around a keyword that do not change its meaning: "please stop now, thanks". */
const POLITE = new Set(
  'please pls plz now thanks thank you thx ok okay just bitte jetzt danke'.split(' '),
);

const MESSAGES = '(?:texts?|sms|messages?|msgs?|notifications?|alerts?|updates?|spam)';

/** “Did you stop texting?” and “don’t stop” are no refusals; “can you stop texting” is one. */
const STOP =
  '(?<!\\b(?:did|have|had|do|why) you )(?<!\\b(?:not|dont|never|they) )\\b(?:stop|quit|cease)\\b';
/** An order, not “you don’t …” or “why don’t you …”. */
const DO_NOT = '(?<!\\b(?:you|they|we|i|why) )\\b(?:do not|dont)(?: ever| please| keep)?';

/**
 * Refusals in a person's own words. Each pattern names messages or the sending of them: “cancel my
 * order” and “stop at the back door” are about something else.
 */
const REFUSALS: readonly RegExp[] = [
  `${STOP}(?: \\w+){0,2} (?:texting|messaging|contacting|spamming|bothering|pestering)\\b`,
  `${STOP}(?: \\w+){0,4} ${MESSAGES}\\b`,
  `\\b(?:cancel|end)(?: (?:the|these|this|my|your|all|sms|text))* ${MESSAGES}\\b`,
  `${DO_NOT} (?:text|message|contact|sms|spam|write)(?: to)? (?:me|us|this|again)\\b`,
  `${DO_NOT} send(?:ing)?\\b(?: \\w+){0,4} ${MESSAGES}\\b`,
  `^(?:(?:please|ok|hi|hello|sorry) )*no (?:more|further) ${MESSAGES}\\b`,
  `\\b(?:do not|dont) want(?: \\w+){0,4} ${MESSAGES}\\b`,
  '\\bremove (?:me|my (?:phone )?number)\\b',
  '\\btake (?:me|my (?:phone )?number) off\\b',
  '\\bunsubscribe\\b',
  '\\bopt(?:ing)?(?: me)? out\\b',
  '\\b(?:revoke|withdraw) (?:my )?consent\\b',
  '\\bleave me alone\\b',
  '\\bkeine? (?:\\w+ )?(?:sms|nachrichten?) mehr\\b',
  '^plus de (?:sms|messages?)\\b',
  '^no mas (?:sms|mensajes)\\b',
].map((pattern) => new RegExp(pattern));

/** `given`: how Twilio's Advanced Opt-Out understood it, if it did. */
export function understandReply(text: string, given: string | null): ReplyReading {
  const type = given?.toLowerCase();
  if (type === 'stop' || type === 'start' || type === 'help') {
    return { meaning: type, by: 'provider' };
  }
  const words = wordsOf(text);
  const plain = words.join(' ');
  const bare = words.filter((word) => !POLITE.has(word)).join(' ');
  for (const meaning of ['stop', 'start', 'help'] as const) {
    // Only a stop may have other words around it: a wrong start would send to who refused.
    if (WORDS[meaning].has(meaning === 'stop' ? bare : plain)) return { meaning, by: 'keyword' };
  }
  return REFUSALS.some((pattern) => pattern.test(plain))
    ? { meaning: 'stop', by: 'own_words' }
    : { meaning: 'other', by: null };
}

/** Its words in lower case, without accents, apostrophes and punctuation. */
function wordsOf(text: string): readonly string[] {
  return text
    .slice(0, 1_600)
    .normalize('NFD')
    .replaceAll(/[\p{M}'’]/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}
