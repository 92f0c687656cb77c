import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** A desk's screen and a phone's. */
export const WIDTHS = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } } as const;

/** Nothing sticks out sideways at either width, light or dark; the pictures are kept when `HSX_SHOTS` names a folder. */
export async function picture(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const [width, viewport] of Object.entries(WIDTHS)) {
      await page.setViewportSize(viewport);
      const isTooWide = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
      expect([name, width, isTooWide]).toEqual([name, width, false]);
      await keep(page, `${name}-${width}-${colorScheme}.png`);
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(WIDTHS.desktop);
}

async function keep(page: Page, file: string): Promise<void> {
  const folder = process.env.HSX_SHOTS ?? '';
  if (folder === '') return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, file), fullPage: true, animations: 'disabled' });
}
