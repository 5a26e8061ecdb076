// Makes the picture of the syncs on the front page from the built program on its sandbox:
// node syncs.mjs PROGRAM FOLDER writes syncs.png.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';

const [program, folder] = process.argv.slice(2);
const work = mkdtempSync(join(tmpdir(), 'syncs'));
const ready = join(dirname(dirname(program)), 'config/syncs/17hats.yaml');
writeFileSync(join(work, 'application.yaml'), `sync: {files: "${ready}"}
api: {operations: [read, money]}
confirm: {allow: [upsert_invoice, record_invoice_payment, void_invoice]}
`);
const token = 'a-token-of-this-picture';
const server = spawn(program, ['--sandbox', '--config', join(work, 'application.yaml'), 'http', '--port', '0'],
  {env: {PATH: process.env.PATH, HOME: work, HATS_HOOK_TOKEN: token}});

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

async function send(url, sync, messages) {
  const answer = await fetch(new URL('/hooks/in/' + sync, url), {method: 'POST', body: JSON.stringify(messages),
    headers: {Authorization: 'Bearer ' + token, 'Content-Type': 'application/json'}});
  if (answer.status !== 202) throw new Error(await answer.text());
}

async function done(url, sync, state, count) {
  for (let i = 0; i < 600; i++) {
    const syncs = await (await fetch(new URL('/syncs', url))).json();
    if (syncs.find(one => one.name === sync).messages[state] >= count) return;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  throw new Error(sync + ' never had ' + count + ' ' + state);
}

const browser = await chromium.launch({executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu']});
try {
  const url = await address();
  const names = ['Ada', 'Ben', 'Cleo', 'Dan', 'Evi', 'Finn', 'Gwen'];
  await send(url, '17hats-customers', names.map(name => ({email: name.toLowerCase() + '@example.com', first_name: name})));
  await done(url, '17hats-customers', 'done', names.length);
  await send(url, '17hats-invoices', [1, 2, 3].map(number =>
    ({number: 1040 + number, customer_email: names[number].toLowerCase() + '@example.com', total: 250 * number, status: number === 1 ? 'paid' : ''})));
  await done(url, '17hats-invoices', 'done', 3);
  await send(url, '17hats-invoices', {number: 1042, customer_email: 'cleo@example.com', total: 500, status: 'void'});
  await done(url, '17hats-invoices', 'dead', 1);
  await send(url, 'locations', {location_id: 'portland', name: 'Harbor Dental Portland', country: 'US'});
  await done(url, 'locations', 'done', 1);
  const page = await browser.newPage({colorScheme: 'light', viewport: {width: 1280, height: 800}, timezoneId: 'UTC'});
  await page.goto(url);
  await page.locator('#syncs table').waitFor();
  // All of it, without the bar that scrolls it.
  await page.locator('#syncs').evaluate(node => { node.style.maxHeight = 'none'; });
  const file = join(folder, 'syncs.png');
  await page.locator('#synced').screenshot({path: file});
  console.log(JSON.stringify({file}));
} finally {
  await browser.close();
  server.kill();
  rmSync(work, {recursive: true, force: true, maxRetries: 20});
}
