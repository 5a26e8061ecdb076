// A person at the front page. Prints what was seen as one line of JSON: node visit.mjs SCENARIO URL [TOKEN]
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const [scenario, url, token] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const quiet = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];
const browser = await chromium.launch({executablePath: '/usr/bin/chromium', args: quiet});
const noise = [];
const requests = [];

async function open(colorScheme = 'light') {
  const page = await browser.newPage({colorScheme, viewport: {width: 1280, height: 800}});
  page.setDefaultTimeout(15_000);
  page.on('console', message => noise.push(message.type() + ': ' + message.text()));
  page.on('pageerror', error => noise.push(error.message));
  page.on('request', request => requests.push(request.url()));
  await page.goto(url);
  return page;
}

const field = (page, name) => page.locator('.field', {has: page.locator('label code', {hasText: new RegExp('^' + name + '$')})});
const fill = (page, name, value) => field(page, name).locator('input, textarea').fill(value);
const complaint = (page, name) => field(page, name).locator('.complaint').textContent();
const press = page => page.getByRole('button', {name: 'Call', exact: true}).click();

async function result(page) {
  const out = page.locator('.out');
  await out.waitFor();
  return {failed: await out.evaluate(node => node.classList.contains('failed')), text: await out.locator('pre, .words').first().textContent()};
}

async function openTool(page, name) {
  await page.goto(url + '#' + name);
  await page.locator('main code', {hasText: name}).first().waitFor();
}

// How many calls the server knows of; the page's own list may be a moment older.
async function countCalls(page) {
  return (await (await page.request.get(url + 'page.json')).json()).calls.length;
}

// What axe-core calls serious or worse. The page lets no script in but its own; Playwright's go around that.
async function faultsOf(page) {
  await page.evaluate(axe + ';0');
  const found = await page.evaluate(() => axe.run({resultTypes: ['violations']}));
  return found.violations.filter(one => ['serious', 'critical'].includes(one.impact)).map(one => one.id + ' ' + one.nodes[0].html);
}

const scenarios = {
  // By keyboard alone: search, open, fill, call, read; then a value that is wrong.
  async call() {
    const page = await open();
    await page.locator('#list a').first().waitFor();
    const all = await page.locator('#found').textContent();
    await page.keyboard.press('/');
    await page.keyboard.type('filters tags');
    const found = await page.locator('#list a').allTextContents();
    await page.keyboard.press('Enter');
    await page.locator('h1', {hasText: found[0]}).waitFor();
    await field(page, 'query').locator('input').focus();
    await page.keyboard.type('Lindqvist');
    await page.keyboard.press('Control+Enter');
    const read = await result(page);
    await page.locator('#calls a').first().waitFor();
    const calls = await countCalls(page);
    const budget = await page.locator('#budgets').textContent();
    await fill(page, 'query', '');
    await fill(page, 'pageLimit', 'many');
    await fill(page, 'filters', '[{');
    await press(page);
    const refused = [await complaint(page, 'filters'), await complaint(page, 'pageLimit')];
    const focused = await page.evaluate(() => document.activeElement.getAttribute('aria-invalid'));
    await fill(page, 'filters', '');
    await fill(page, 'pageLimit', '501');
    await press(page);
    refused.push(await complaint(page, 'pageLimit'));
    const callsAfter = await countCalls(page);
    return {all, found, read, calls, callsAfter, budget, refused, focused};
  },

  // What deletes wants a tick, and then an answer to the server's question.
  async remove() {
    const page = await open();
    await openTool(page, 'create_contact');
    await fill(page, 'firstName', 'Gone');
    await page.locator('details.more > summary').click();
    await press(page);
    const id = JSON.parse((await result(page)).text).contact.id;
    await openTool(page, 'delete_contact');
    await press(page);
    const missing = await complaint(page, 'contactId');
    await fill(page, 'contactId', id);
    await press(page);
    const unticked = await page.locator('#unsure').textContent();
    const question = page.locator('#ask[open]');
    const asked = [];
    let faults;
    const deleted = async answer => {
      await page.locator('.out').evaluateAll(nodes => nodes.forEach(node => node.remove()));
      await page.getByRole('checkbox').check();
      await press(page);
      await question.waitFor();
      asked.push(await question.locator('.words').textContent());
      if (asked.length === 1) faults = await faultsOf(page);
      await (answer === 'Escape' ? page.keyboard.press(answer) : question.getByRole('button', {name: answer}).click());
      return result(page);
    };
    const declined = await deleted('Keep');
    const closed = await deleted('Escape');
    const done = await deleted('Delete Gone');
    await openTool(page, 'get_contact');
    await fill(page, 'contactId', id);
    await press(page);
    return {missing, unticked, asked, faults, declined, closed, done, after: await result(page)};
  },

  // axe-core on everything there is to see, light and dark.
  async look() {
    const faults = [];
    const colors = [];
    for (const scheme of ['light', 'dark']) {
      const page = await open(scheme);
      const examine = async where => faults.push(...(await faultsOf(page)).map(fault => scheme + ' ' + where + ' ' + fault));
      await page.locator('#list a').first().waitFor();
      colors.push(await page.evaluate(() => getComputedStyle(document.body).backgroundColor));
      await examine('overview');
      await openTool(page, 'delete_contact');
      await press(page);
      await examine('complaints');
      await openTool(page, 'search_contacts');
      await page.locator('details').first().evaluate(node => { node.open = true; });
      await press(page);
      await result(page);
      await page.locator('#calls a').first().waitFor();
      await examine('result');
      await page.setViewportSize({width: 400, height: 800});
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      if (wide > 400) faults.push('scrolls sideways: ' + wide);
      await page.close();
    }
    return {faults, colors};
  },

  // The example, the same call as curl, a list as a table with its next page, ids to pick, what this tab did before.
  async help() {
    const page = await open();
    await openTool(page, 'search_contacts');
    await fill(page, 'pageLimit', '5');
    await press(page);
    const first = await result(page);
    await page.getByRole('button', {name: 'Table'}).click();
    const columns = await page.locator('.rows thead th').allTextContents();
    const rows = await page.locator('.rows tbody tr').count();
    const faults = await faultsOf(page);
    const name = await page.locator('.rows tbody tr').first().locator('td').nth(columns.indexOf('email')).textContent();
    await page.getByRole('button', {name: 'Next page'}).click();
    await page.locator('#past button').nth(1).waitFor();
    const later = await page.locator('.rows tbody tr').first().locator('td').nth(columns.indexOf('email')).textContent();
    await openTool(page, 'get_contact');
    await page.getByRole('button', {name: 'Fill in the example'}).click();
    await page.waitForFunction(() => document.querySelector('.field input').value);
    await page.getByText('Copy this call').click();
    const copied = {};
    for (const language of ['ghl-mcp call', 'curl', 'JSON-RPC']) {
      await page.getByRole('button', {name: language}).click();
      copied[language] = await page.locator('.copies pre').textContent();
    }
    const curl = JSON.parse(execFileSync('bash', ['-c', copied.curl], {encoding: 'utf8'}));
    await field(page, 'contactId').locator('input').focus();
    const offered = await page.locator('datalist option').evaluateAll(options => options.map(option => [option.value, option.label]));
    await page.locator('#past button').last().click();
    await page.locator('h1', {hasText: 'Search contacts'}).waitFor();
    const again = await field(page, 'pageLimit').locator('input').inputValue();
    const past = await page.locator('.out').count();
    return {first, columns, rows, faults, name, later, copied, curl, offered, again, past};
  },

  // What is watched shows with its state and its cost.
  async watches() {
    const page = await open();
    await page.locator('#budgets *').first().waitFor();
    const before = await page.locator('#watched').isVisible();
    await page.request.get(url + 'triggers/search_contacts?query=Lindqvist');
    await page.locator('#watches tbody tr').waitFor();
    const shown = await page.locator('#watches tbody tr td').allTextContents();
    return {before, shown, faults: await faultsOf(page)};
  },

  // A message that HighLevel refuses becomes a dead letter, which is replayed.
  async syncs() {
    const page = await open();
    await page.locator('#syncs tbody tr').first().waitFor({timeout: 60_000});
    const before = await page.locator('#syncs tbody tr').allInnerTexts();
    const options = {headers: {Authorization: 'Bearer ' + token, 'Content-Type': 'application/json'}, data: {email: 'no address'}};
    const taken = (await page.request.post(url + 'hooks/in/customers', options)).status();
    await page.locator('#syncs tr.letter').waitFor({timeout: 60_000});
    const shown = await page.locator('#syncs tbody tr').allInnerTexts();
    const faults = await faultsOf(page);
    const [replayed] = await Promise.all([
      page.waitForResponse(response => response.url().endsWith('/syncs/customers/replay'), {timeout: 60_000}),
      page.getByRole('button', {name: 'Replay', exact: true}).click(),
    ]);
    await page.locator('#syncs tr.letter').waitFor({timeout: 60_000});
    return {before, taken, shown, faults, status: replayed.status(), answer: await replayed.json()};
  },

  // Prompts and resources; on a phone the list is folded away.
  async guides() {
    const page = await open();
    await page.locator('#list a[href^="#prompt/"]').first().waitFor();
    const listed = await page.locator('#list a[href^="#prompt/"], #list a[href^="#resource/"]').evaluateAll(links => links.map(link => link.getAttribute('href')));
    await page.goto(url + '#resource/' + encodeURIComponent('ghl://rate-limits'));
    await page.getByRole('button', {name: 'Read'}).click();
    const resource = await result(page);
    const brief = page.locator('#list a[href^="#prompt/"]', {hasText: 'contact'}).first();
    const title = await brief.textContent();
    await brief.click();
    await page.locator('main h1', {hasText: title}).waitFor();
    await page.locator('main .field input[aria-required=true]').fill('ouXvz8AgsBOHRYQt5OJB');
    await page.getByRole('button', {name: 'Show what an assistant is told'}).click();
    await page.locator('.out').first().waitFor();
    const prompt = {text: (await page.locator('.out pre').allTextContents()).join('\n')};
    await page.setViewportSize({width: 400, height: 800});
    const folded = !await page.locator('#search').isVisible();
    await page.getByRole('button', {name: 'Tools', exact: true}).click();
    const unfolded = await page.locator('#search').isVisible();
    const faults = await faultsOf(page);
    await page.locator('#list a[href="#list_pipelines"]').click();
    await page.locator('h1', {hasText: 'List pipelines'}).waitFor();
    return {listed, resource, prompt, folded, unfolded, faults, foldedAgain: !await page.locator('#search').isVisible()};
  },

  // Nothing to see before a token is given, which goes into no address.
  async enter() {
    const page = await open();
    await page.locator('#door').waitFor();
    const before = await page.locator('body').innerText();
    const requestsBefore = requests.length;
    await page.locator('#token').fill(token);
    await page.locator('#token').press('Enter');
    await page.locator('#list a').first().waitFor();
    // The tools are there before what page.json says.
    await page.locator('#account', {hasText: ' '}).waitFor();
    const account = await page.locator('#account').textContent();
    await page.reload();
    await page.locator('#list a').first().waitFor();
    const quietUntilNow = [...noise];
    await page.getByRole('button', {name: 'Forget the token'}).click();
    await page.locator('#token').fill('wrong-token-wrong-token-wrong-token');
    await page.locator('#token').press('Enter');
    await page.locator('#refused', {hasText: ' '}).waitFor();
    const refused = await page.locator('#refused').textContent();
    const after = await page.locator('body').innerText();
    noise.splice(0, noise.length, ...quietUntilNow);
    return {before, after, requestsBefore, account, refused, kept: await page.evaluate(() => sessionStorage.getItem('token'))};
  },
};

try {
  const seen = await scenarios[scenario]();
  console.log(JSON.stringify({...seen, noise, requests: [...new Set(requests)]}));
} finally {
  await browser.close();
}
