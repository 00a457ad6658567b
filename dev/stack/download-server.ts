/** `node dev/stack/download-server.ts dev-server|time-skipping FOLDER`: downloads a server by SDK. */

import { TestWorkflowEnvironment } from '@temporalio/testing';

const [server, downloadDir] = process.argv.slice(2);
if (server === undefined || downloadDir === undefined) throw new Error('give SERVER and FOLDER');

try {
  // The SDK cannot only download: it starts the server too, and we stop it.
  const options = { server: { executable: { type: 'cached-download', downloadDir } } } as const;
  const environment =
    server === 'time-skipping'
      ? await TestWorkflowEnvironment.createTimeSkipping(options)
      : await TestWorkflowEnvironment.createLocal(options);
  await environment.teardown();
} catch (error) {
  console.error(shortReason(error instanceof Error ? error.message : String(error)));
  process.exitCode = 1;
}

/** The last cause of an error. The SDK repeats the address in each. */
function shortReason(message: string): string {
  const causes = message.replaceAll('\n', ' ').split(/\): /);
  return causes.at(-1) ?? message;
}
