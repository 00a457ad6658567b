/** `x is …` → `X is ….` */
export function asSentence({ message }: Error): string {
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}.`;
}
