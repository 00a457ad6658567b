/** What an installation depends on: the lock file and the kind of machine. */
export function stampOf(given: {
  readonly lock: string;
  readonly platform: string;
  readonly arch: string;
}): string;

/** Whether npm must run. */
export function mustInstall(given: {
  /** The stamp that our last run left. */
  readonly stamp: string | null;
  readonly wanted: string;
  /** package-lock.json */
  readonly lock: string;
  /** node_modules/.package-lock.json, npm's own list of installed packages. */
  readonly installed: string | null;
}): boolean;

/** Whether a version of Node.js ("20.19.0") is new enough to install with. */
export function isNewEnough(version: string): boolean;
