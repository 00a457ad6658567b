/** Reads a value until it is as expected, or throws with the last one. */
export async function eventually<Value>(
  read: () => Promise<Value>,
  isExpected: (value: Value) => boolean,
  withinMs = 30_000,
): Promise<Value> {
  const until = Date.now() + withinMs;
  for (;;) {
    const value = await read();
    if (isExpected(value)) return value;
    if (Date.now() > until)
      throw new Error(`not as expected within ${withinMs} ms: ${JSON.stringify(value, null, 2)}`);
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
}
