import type { Browser } from 'playwright-core';
import { wholePage } from './whole-page.ts';

const WIDTH = 1_200;
const HEIGHT = 720;

/** Takes a picture of an email beside the page that it links to, as PNG. */
export async function emailAndPage(
  browser: Browser,
  urls: { readonly email: string; readonly page: string },
): Promise<Buffer> {
  const email = await wholePage(browser, { url: urls.email, width: 620, scale: 1.5 });
  const phone = await wholePage(browser, { url: urls.page, width: 390, scale: 1.5 });
  const source = (picture: Buffer) => `data:image/png;base64,${picture.toString('base64')}`;
  const page = await browser.newPage({
    viewport: { width: WIDTH, height: HEIGHT },
    deviceScaleFactor: 1.5,
  });
  await page.setContent(`<!doctype html>
<style>
  body { margin: 0; height: ${HEIGHT}px; background: #e9ecf2; display: flex; gap: 56px;
    justify-content: center; align-items: flex-start; overflow: hidden; }
  div { background: #fff; border-radius: 14px; overflow: hidden; margin-top: 48px;
    box-shadow: 0 12px 40px rgb(20 30 60 / 16%); }
  img { display: block; width: 100%; }
  .email { width: 600px; }
  .phone { width: 372px; border-radius: 28px; border: 8px solid #1b1d22; }
</style>
<div class="email"><img src="${source(email)}"></div>
<div class="phone"><img src="${source(phone)}"></div>`);
  const picture = await page.screenshot();
  await page.close();
  return picture;
}
