// A person at the views in a chat. Prints what was seen as one line of JSON: node views.mjs SCENARIO URL [FOLDER FOR PICTURES]
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';

const [scenario, url, pictures] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const host = (await build({entryPoints: ['host.js'], bundle: true, format: 'esm', write: false, logLevel: 'error'})).outputFiles[0].text;
const HOST = '<!doctype html><html lang="en"><title>Chat</title><style>body{margin:24px;background:light-dark(#faf9f5,#262624)}iframe{width:100%;border:1px solid #8884;border-radius:12px}</style>'
  + '<body><script type="module">' + host.replaceAll('</script', '<\\/script') + '</script></body></html>';
// As the specification has it for a view that names no domains.
const POLICY = "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
  + "media-src 'self' data:; connect-src 'none'; frame-src 'none'; object-src 'none'; base-uri 'self'";
const browser = await chromium.launch({executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-quic',
  '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']});
const noise = [];

async function open(width = 860) {
  const page = await browser.newPage({viewport: {width, height: 760}, reducedMotion: 'reduce'});
  page.setDefaultTimeout(15_000);
  page.on('console', message => message.type() === 'error' && noise.push(message.text()));
  page.on('pageerror', error => noise.push(error.message));
  await page.route(url + 'chat.html', route => route.fulfill({contentType: 'text/html', body: HOST}));
  await page.route(url + 'view.html', async route => route.fulfill({contentType: 'text/html', body: await page.evaluate('page'), headers: {'Content-Security-Policy': POLICY}}));
  await page.goto(url + 'chat.html');
  await page.waitForFunction('window.chat');
  return page;
}

async function chat(width) {
  const page = await open(width);
  await page.evaluate(() => chat.connect());
  const call = (name, args) => page.evaluate(([name, args]) => chat.call(name, args), [name, args]);
  const view = page.frameLocator('iframe');
  return {
    page, call, view,
    heading: text => view.locator('h1', {hasText: text}).waitFor(),
    show: (name, args, theme = 'light', ...more) => page.evaluate(all => chat.show(...all), [name, args, theme, ...more]),
  };
}

async function faultsOf(page) {
  const frame = page.frames().find(one => one !== page.mainFrame());
  await frame.evaluate(axe + ';0');
  const found = await frame.evaluate(() => axe.run({resultTypes: ['violations']}));
  return found.violations.map(one => one.id + ' ' + one.nodes[0].html + ' ' + one.nodes[0].failureSummary);
}

const iso = days => new Date(Date.now() + days * 86400_000).toISOString().slice(0, 10);
const strange = page => page.evaluate('strange');
const calls = page => page.evaluate('chat.calls');

async function calendar(call) {
  return (await call('list_calendars', {})).calendars.find(one => one.name.startsWith('Checkups')).id;
}

const scenarios = {
  // A card is dragged; nothing moves before the person says so.
  async drag() {
    const {page, call, view, heading, show} = await chat();
    await show('search_opportunities', {limit: 20});
    await heading('New patients');
    const card = view.locator('.card', {hasText: 'Declan Murphy'});
    const target = view.locator('section', {has: page.locator('h2', {hasText: 'Treatment proposed'})});
    const before = await call('search_opportunities', {query: 'Declan'});
    await card.dragTo(target);
    const question = await view.locator('dialog').innerText();
    await view.getByRole('button', {name: 'Cancel'}).click();
    const cancelled = (await calls(page)).map(one => one.name);
    await card.dragTo(target);
    await view.locator('dialog').getByRole('button', {name: 'Move', exact: true}).click();
    const said = view.locator('[role=status]', {hasText: 'is now in'});
    await said.waitFor();
    const {opportunity} = await call('get_opportunity', {opportunityId: before.opportunities[0].id});
    return {question, cancelled, said: await said.textContent(), stage: opportunity.pipelineStageId, was: before.opportunities[0].pipelineStageId,
      column: await target.innerText(), calls: await calls(page), strange: await strange(page)};
  },

  // The same without a pointer.
  async keys() {
    const {page, call, view, heading, show} = await chat();
    await show('search_opportunities', {limit: 20});
    await heading('New patients');
    const {opportunities: [before]} = await call('search_opportunities', {query: 'Declan'});
    await page.locator('iframe').focus();
    const focused = view.locator(':focus');
    for (let steps = 0; steps < 30 && !(await focused.count() && (await focused.getAttribute('aria-label'))?.includes('Declan')); steps++) {
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    await view.locator('dialog[open]').waitFor();
    const select = await focused.evaluate(node => node.tagName);
    await page.keyboard.press('End');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const said = view.locator('[role=status]', {hasText: 'is now in'});
    await said.waitFor();
    const {opportunity} = await call('get_opportunity', {opportunityId: before.id});
    return {select, said: await said.textContent(), stage: opportunity.pipelineStageId, was: before.pipelineStageId, back: await focused.getAttribute('aria-label'), strange: await strange(page)};
  },

  // A slot is picked with the pointer, another by keyboard.
  async book() {
    const {page, call, view, heading, show} = await chat();
    const calendarId = await calendar(call);
    await show('get_free_slots', {calendarId, startDate: iso(3), endDate: iso(9)});
    await heading('Checkups and cleanings');
    const slot = view.locator('.slots button').first();
    const time = await slot.textContent();
    await slot.click();
    await view.getByRole('button', {name: 'Book', exact: true}).click();
    const unchosen = await view.locator('dialog [role=alert]').textContent();
    const before = (await calls(page)).map(one => one.name);
    await view.getByLabel('For which contact?').fill('Lindqvist');
    await view.locator('label.choice').waitFor();
    await view.getByRole('button', {name: 'Book', exact: true}).click();
    const said = view.locator('[role=status]', {hasText: 'is booked'});
    await said.waitFor();
    const first = await said.textContent();
    const next = await view.locator('.slots button').first().textContent();
    await page.locator('iframe').focus();
    const focused = view.locator(':focus');
    for (let steps = 0; steps < 30 && !(await focused.count() && await focused.textContent() === next); steps++) {
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    await page.keyboard.type('Declan');
    await page.keyboard.press('Enter');
    await view.locator('label.choice').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.type('First visit');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await view.locator('[role=status]', {hasText: 'Declan'}).waitFor();
    const {events} = await call('list_calendar_events', {calendarId, startTime: iso(3), endTime: iso(9)});
    return {time, next, unchosen, before, first, events: events.map(event => event.title + ' ' + event.startTime), calls: await calls(page), strange: await strange(page)};
  },

  // What a customer wrote is text wherever it is shown.
  async hostile() {
    const {page, call, view, show} = await chat();
    const name = '<img src=x onerror="parent.postMessage(1)">';
    const {contact} = await call('create_contact', {firstName: name, lastName: '</script><b>', tags: ['<i>tag</i>'], companyName: name});
    const shown = {};
    const look = async what => {
      shown[what] = {text: await view.locator('main').innerText(), alien: await view.locator('img, i, b:not(.number), script:not([type])').count()};
    };
    await show('get_contact', {contactId: contact.id});
    await view.locator('h1', {hasText: 'onerror'}).waitFor();
    await look('card');
    const {pipelines} = await call('list_pipelines', {});
    await call('create_opportunity', {name, pipelineId: pipelines[0].id, pipelineStageId: pipelines[0].stages[0].id, contactId: contact.id, status: 'open'});
    await show('search_opportunities', {limit: 20});
    await view.locator('h3', {hasText: 'onerror'}).waitFor();
    await look('board');
    const calendarId = await calendar(call);
    const days = await call('get_free_slots', {calendarId, startDate: iso(3), endDate: iso(9)});
    const startTime = Object.values(days).find(one => one.slots).slots.at(-1);
    await call('create_appointment', {calendarId, contactId: contact.id, startTime, title: name});
    await show('list_calendar_events', {calendarId, startTime: iso(3), endTime: iso(9)});
    await view.locator('h2', {hasText: 'onerror'}).waitFor();
    await look('day');
    await show('get_free_slots', {calendarId, startDate: iso(3), endDate: iso(9)});
    await view.locator('.slots button').first().click();
    await view.getByLabel('For which contact?').fill('onerror');
    await view.locator('label.choice').waitFor();
    await look('slots');
    return {name, shown, calls: (await calls(page)).map(one => one.name), strange: await strange(page)};
  },

  // axe-core on every view, light and dark, wide and narrow; pictures of them if there is a folder for these.
  async look() {
    const faults = [];
    const sizes = {};
    const odd = [];
    for (const width of [860, 400]) {
      for (const theme of ['light', 'dark']) {
        const {page, call, view, show} = await chat(width);
        const calendarId = await calendar(call);
        const {contacts: [{id: contactId}]} = await call('search_contacts', {query: 'Lindqvist'});
        const {events: [event]} = await call('list_calendar_events', {calendarId, startTime: iso(1), endTime: iso(30)});
        const all = {
          'pipeline-board': ['search_opportunities', {limit: 20}, '.card', '.card button'],
          'free-slots': ['get_free_slots', {calendarId, startDate: iso(3), endDate: iso(12)}, '.slots button', '.slots button'],
          'contact-card': ['get_contact', {contactId}, '.facts'],
          'contact-overview': ['get_contact_overview', {contactId}, '.lines'],
          'pipeline-summary': ['get_pipeline_summary', {pipelineId: 'Invisalign'}, '.card'],
          'appointments': ['list_calendar_events', {calendarId, startTime: event.startTime.slice(0, 10), endTime: iso(30)}, '.day li'],
        };
        for (const [name, [tool, args, there, opens]] of Object.entries(all)) {
          await show(tool, args, theme);
          await view.locator(there).first().waitFor();
          await page.waitForFunction(() => chat.open === 0);
          sizes[name] = (await page.evaluate('page')).length;
          const examine = async what => {
            faults.push(...(await faultsOf(page)).map(fault => [theme, width, name, what, fault].join(' ')));
            if (pictures) {
              mkdirSync(pictures, {recursive: true});
              await page.screenshot({path: `${pictures}/${name}${what}-${theme}${width < 500 ? '-narrow' : ''}.png`});
            }
          };
          await examine('');
          const frame = page.frames().find(one => one !== page.mainFrame());
          const wide = await frame.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          if (wide > 0) faults.push([theme, width, name, 'scrolls sideways', wide].join(' '));
          if (opens) {
            await view.locator(opens).first().click();
            await view.locator('dialog[open]').waitFor();
            await examine('-question');
          }
        }
        odd.push(...await strange(page));
        await page.close();
      }
    }
    return {faults, sizes, strange: odd};
  },

  // The host's own colors, and a change of them; an error.
  async adapt() {
    const {page, call, view, show} = await chat();
    const {contacts: [{id: contactId}]} = await call('search_contacts', {query: 'Lindqvist'});
    await show('get_contact', {contactId});
    await view.locator('h1', {hasText: 'Theo Lindqvist'}).waitFor();
    const background = () => view.locator('body').evaluate(node => getComputedStyle(node).backgroundColor);
    const colors = [await background()];
    await page.evaluate(() => bridge.sendHostContextChange({theme: 'dark'}));
    await view.locator('html[style*=dark]').waitFor();
    colors.push(await background());
    await page.evaluate(() => bridge.sendHostContextChange({styles: {variables: {'--color-background-primary': 'rgb(1, 2, 3)'}}}));
    await view.locator('html[style*="rgb(1, 2, 3)"]').waitFor();
    colors.push(await background());
    const height = await page.locator('iframe').evaluate(node => node.style.height);
    const ended = await page.evaluate(() => bridge.teardownResource({}));
    await show('get_contact', {contactId: 'x'}, 'light', {isError: true, content: [{type: 'text', text: 'There is no such contact.'}]});
    await view.locator('[role=alert]').waitFor();
    return {colors, height, ended, error: await view.locator('main').innerText(), strange: await strange(page)};
  },

  // A host that passes no calls on.
  async still() {
    const {page, call, view, show} = await chat();
    const result = {content: [], structuredContent: await call('search_opportunities', {limit: 20})};
    await show('search_opportunities', {limit: 20}, 'light', result, {});
    await view.locator('.card').first().waitFor();
    const text = await view.locator('main').innerText();
    const summary = {content: [], structuredContent: await call('get_pipeline_summary', {})};
    await show('get_pipeline_summary', {}, 'light', summary, {});
    await view.locator('.card').first().waitFor();
    return {text, summary: await view.locator('main').innerText(), buttons: await view.locator('button, [draggable=true]').count(), calls: await calls(page), strange: await strange(page)};
  },
};

try {
  console.log(JSON.stringify({...await scenarios[scenario](), noise}));
} finally {
  await browser.close();
}
