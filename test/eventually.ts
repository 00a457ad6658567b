/** Looks again until it is so, or gives up and says what it saw last. */
export async function eventually<Value>(
  look: () => Promise<Value>,
  isSo: (value: Value) => boolean,
  withinMs = 30_000,
): Promise<Value> {
  const until = Date.now() + withinMs;
  for (;;) {
    const value = await look();
    if (isSo(value)) return value;
    if (Date.now() > until) throw new Error(`still not so: ${JSON.stringify(value, null, 2)}`);
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
}
