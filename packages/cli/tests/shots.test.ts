import { test } from 'vitest';
import { launchChromium } from '../../../tests/support/chromium.js';
import { startDev } from '../dist/dev/start-dev.js';
import { createDemoWorld, PORTALS } from '../dist/demo/demo-world.js';
import { installApp } from '../dist/demo/person-acts.js';
import { pay } from '../dist/demo/scenes.js';

test('shots', async () => {
  const dev = await startDev({ folder: 'examples/billing-guide', port: 0, consolePort: 0, clock: 'frozen' });
  const world = createDemoWorld(dev);
  await installApp(world, PORTALS.northwind);
  await pay(world, PORTALS.northwind);
  await installApp(world, PORTALS.alder);
  const b = world.browserOf({ portalId: 1, name: 'x' });
  await b.open(`${dev.appUrl}/billing/portal?portal=51200417`);
  await b.submit({ portal: '51200417' }, (f) => f.action.endsWith('/billing/link'));
  await dev.tick();
  const browser = await launchChromium();
  for (const [name, width, scheme] of [
    ['wide', 1280, 'light'],
    ['narrow', 390, 'light'],
    ['dark', 1280, 'dark'],
  ] as const) {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme });
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('console', (m) => m.type() === 'error' && errors.push(m.text()));
    for (const [at, path] of [
      ['overview', '/'],
      ['mail', '/mail'],
      ['one', '/mail/1'],
      ['stripe', '/stripe'],
    ] as const) {
      await page.goto(dev.consoleUrl + path);
      await page.screenshot({ path: `/tmp/h7shots/${at}-${name}.png`, fullPage: true });
    }
    if (name === 'wide') {
      await page.goto(dev.consoleUrl + '/');
      await page.getByRole('button', { name: '+7 days' }).click();
      await page.screenshot({ path: `/tmp/h7shots/moved.png` });
      await page.goto(dev.consoleUrl + '/stripe');
      await page.getByRole('button', { name: 'Open as this customer' }).first().click();
      await page.waitForLoadState('networkidle');
      await new Promise((r) => setTimeout(r, 500));
      await page.screenshot({ path: `/tmp/h7shots/portal.png` });
    }
    console.log(name, errors);
  }
  await browser.close();
  await dev.stop();
});
