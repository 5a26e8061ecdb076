// Makes the picture of the front page from the built program on its sandbox:
// node picture.mjs PROGRAM FOLDER writes page.png.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';

const [program, folder] = process.argv.slice(2);
const server = spawn(program, ['--sandbox', 'http', '--port', '0'], {env: {PATH: process.env.PATH, HOME: '/nowhere'}});

async function address() {
  for await (const line of createInterface({input: server.stdout})) {
    const found = line.match(/shows itself at (http:\S+)/);
    if (found) {
      server.stdout.resume();
      return found[1];
    }
  }
  throw new Error(program + ' did not start');
}

const browser = await chromium.launch({executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu']});
try {
  const page = await browser.newPage({colorScheme: 'light', viewport: {width: 1280, height: 800}});
  await page.goto(await address() + '#search_contacts');
  const query = page.locator('.field', {has: page.locator('label code', {hasText: /^query$/})}).locator('input');
  await query.fill('example.com');
  await page.getByRole('button', {name: 'Call', exact: true}).click();
  await page.getByRole('button', {name: 'Table', exact: true}).click();
  await page.locator('.out table').waitFor();
  await page.locator('.out').evaluate(node => node.scrollIntoView({block: 'center'}));
  const file = join(folder, 'page.png');
  await page.screenshot({path: file});
  console.log(JSON.stringify({file, ...page.viewportSize()}));
} finally {
  await browser.close();
  server.kill();
}
