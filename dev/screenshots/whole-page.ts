import type { Browser } from 'playwright-core';

export interface PageRequest {
  readonly url: string;
  /** The width of the window, in pixels. */
  readonly width: number;
  readonly dark?: boolean;
  readonly scale?: number;
  /** The text of a link to follow first. */
  readonly follow?: string;
}

/** Takes a picture of a whole page, from top to bottom, as PNG. */
export async function wholePage(browser: Browser, request: PageRequest): Promise<Buffer> {
  const { url, width, dark = false, scale = 1, follow } = request;
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: dark ? 'dark' : 'light',
    deviceScaleFactor: scale,
  });
  const page = await context.newPage();
  // Pages that listen for changes never become idle.
  await page.goto(url, { waitUntil: 'load' });
  await page.waitForLoadState('networkidle', { timeout: 3_000 }).catch(() => undefined);
  if (follow) {
    await page.getByText(follow, { exact: true }).first().click();
    await page.waitForTimeout(1_500);
  }
  const picture = await page.screenshot({ fullPage: true });
  await context.close();
  return picture;
}
