/**
 * `npm run screenshots`: plays the demo and writes pictures of every page and message to
 * .wismr/screenshots/, and the README's picture to docs/images/.
 */

import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { type Environment, readEnvironment } from '../../config.ts';
import { pageOf } from '../demo/addresses.ts';
import { type DemoClient, placeOrders, playRound, roundsOf } from '../demo/play.ts';
import { settle } from '../demo/report.ts';
import { playScenes, SCENES } from '../demo/scenes.ts';
import { type Demo, setUpDemo } from '../demo/set-up.ts';
import { STORIES } from '../demo/story.ts';
import { BROWSERS, findBrowser } from '../stack/find-browser.ts';
import { type Picture, pagePictures } from './demo-pictures.ts';
import { emailAndPage } from './email-and-page.ts';
import { samplePictures } from './sample-pictures.ts';
import { wholePage } from './whole-page.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FOLDER = join(ROOT, '.wismr', 'screenshots');
const README_PICTURE = join(ROOT, 'docs', 'images', 'tracking-page.png');
/** After this round the first parcels are out for delivery, which is when customers look. */
const ROUNDS_TO_TOUR = 3;

const env = readEnvironment();
const dataDir = await mkdtemp(join(tmpdir(), 'wismr-screenshots-'));
// Under root, PostgreSQL runs as another account, which must be able to enter.
await chmod(dataDir, 0o755);
const browser = await launch(env);
const demo = await setUpDemo({ ...env, WISMR_DATA_DIR: dataDir }, console.log);
try {
  await rm(FOLDER, { recursive: true, force: true });
  await mkdir(FOLDER, { recursive: true });
  await play(demo, browser);
} finally {
  await demo.stop();
  await browser.close();
  await rm(dataDir, { recursive: true, force: true });
}

async function launch(given: Environment): Promise<Browser> {
  const executablePath = await findBrowser(given);
  if (executablePath) return chromium.launch({ executablePath, args: ['--no-sandbox'] });
  throw new Error(`no browser found: install one of these on PATH: ${BROWSERS.join(', ')}`);
}

async function play(given: Demo, pictures: Browser): Promise<void> {
  const client: DemoClient = { ...given, log: console.log };
  await placeOrders(client, STORIES);
  for (let round = 0; round < ROUNDS_TO_TOUR; round += 1) await playRound(client, STORIES, round);
  const email = await emailOf(given, /\/1001\/.*out_for_delivery.*email/);
  const [[, page = ''] = []] = await pageOf(given, '1001');
  await mkdir(join(README_PICTURE, '..'), { recursive: true });
  await writeFile(README_PICTURE, await emailAndPage(pictures, { email, page }));
  console.log(README_PICTURE);
  for (let round = ROUNDS_TO_TOUR; round < roundsOf(STORIES); round += 1) {
    await playRound(client, STORIES, round);
  }
  await playScenes(client, given);
  await settle(given, [...STORIES, ...SCENES]);
  const all = [...(await pagePictures(given)), ...(await samplePictures(FOLDER))];
  for (const picture of all) await take(picture, pictures);
}

/** The address of the first email whose key matches. Waits until it is sent. */
async function emailOf({ sandbox }: Demo, key: RegExp): Promise<string> {
  for (;;) {
    const found = sandbox.ledger.accepted().find((entry) => entry.key && key.test(entry.key));
    if (found) return `${sandbox.url}/inbox/${found.id}/html`;
    await new Promise((resolve) => {
      sandbox.ledger.onChange(() => resolve(null));
    });
  }
}

async function take({ name, ...request }: Picture, pictures: Browser): Promise<void> {
  const path = join(FOLDER, `${name}.png`);
  await writeFile(path, await wholePage(pictures, request));
  console.log(path);
}
