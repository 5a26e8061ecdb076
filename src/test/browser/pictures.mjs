// Makes the pictures of the documentation from the built program on its sandbox:
// node pictures.mjs PROGRAM FOLDER writes page.png (the front page) and terminal.svg (a recording of commands).
import { execFileSync, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';

const [program, folder] = process.argv.slice(2);
const COLUMNS = 96;
const LINE = 20;
const COMMANDS = [
  'ghl-mcp --sandbox call search_contacts query=lighthouse --select name,email,phone --format table',
  'ghl-mcp --sandbox call get_pipeline_summary --select name,count,value --format table',
  'ghl-mcp --sandbox call delete_contact --contact-id ouXvz8AgsBOHRYQt5OJB --dry-run',
];

const escaped = text => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const folded = line => line.match(new RegExp('.{1,' + COLUMNS + '}', 'g')) || [''];

// A line appears at its second and stays; the whole begins again at the end.
function recording() {
  const shown = [];
  let second = 0.5;
  for (const command of COMMANDS) {
    folded('$ ' + command).forEach(text => shown.push({text, typed: true, second}));
    second += 1.2;
    const output = execFileSync(program, command.split(' ').slice(1), {encoding: 'utf8', env: {PATH: process.env.PATH, COLUMNS: String(COLUMNS)}});
    output.trimEnd().split('\n').flatMap(folded).slice(0, 12).forEach(text => shown.push({text, typed: false, second}));
    shown.push({text: '', typed: false, second});
    second += 3;
  }
  const height = shown.length * LINE + 32;
  const frames = shown.map((line, index) => `@keyframes l${index}{0%,${(line.second / second * 100).toFixed(2)}%{opacity:0}${(line.second / second * 100 + .01).toFixed(2)}%,100%{opacity:1}}`
    + `#l${index}{animation:l${index} ${second}s infinite}`);
  const texts = shown.map((line, index) => `<text id="l${index}" x="16" y="${30 + index * LINE}"${line.typed ? ' class="typed"' : ''}>${escaped(line.text)}</text>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${COLUMNS * 8.45 + 32} ${height}" role="img" aria-label="Three commands on the sandbox: contacts are found, the pipeline is summed up, and a deletion says what would be lost">
<style>text{font:14px ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:#d7dde4;white-space:pre}.typed{fill:#78b4ff}${frames.join('')}@media (prefers-reduced-motion: reduce){text{animation:none!important}}</style>
<rect width="100%" height="100%" rx="10" fill="#10151b"/>
${texts.join('\n')}
</svg>
`;
}

async function page() {
  const server = spawn(program, ['--sandbox', 'http', '--port', '0'], {env: {PATH: process.env.PATH}, stdio: ['ignore', 'ignore', 'pipe']});
  try {
    let url;
    for await (const line of createInterface({input: server.stderr})) {
      url = /http:\/\/127\.0\.0\.1:\d+\//.exec(line)?.[0];
      if (url) break;
    }
    server.stderr.resume();
    const browser = await chromium.launch({executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu']});
    const seen = await browser.newPage({viewport: {width: 1280, height: 800}});
    await seen.goto(url + '#search_contacts');
    await seen.getByRole('button', {name: 'Fill in the example'}).click();
    await seen.getByRole('button', {name: 'Call', exact: true}).click();
    await seen.getByRole('button', {name: 'Table'}).click();
    await seen.locator('#calls a').first().waitFor();
    await seen.screenshot({path: join(folder, 'page.png')});
    await browser.close();
  } finally {
    server.kill();
  }
}

writeFileSync(join(folder, 'terminal.svg'), recording());
await page();
