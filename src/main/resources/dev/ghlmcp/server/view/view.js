// What all views share: the protocol of MCP Apps over postMessage, and making elements.
const main = document.querySelector('main');
const pending = new Map();
const host = {context: {}, capabilities: {}, arguments: {}};
let nextId = 1;

const post = message => parent.postMessage({jsonrpc: '2.0', ...message}, '*');
const request = (method, params) => new Promise((resolve, reject) => {
  pending.set(nextId, {resolve, reject});
  post({id: nextId++, method, params});
});

// Children that are texts become text nodes: what customers wrote is never read as HTML.
function el(name, attributes = {}, ...children) {
  const [tag, ...classes] = name.split('.');
  const node = document.createElement(tag);
  if (classes.length) node.className = classes.join(' ');
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
    else if (value === true) node.setAttribute(key, '');
    else if (value !== false && value != null) node.setAttribute(key, value);
  }
  node.append(...children.flat().filter(child => child != null && child !== false && child !== ''));
  return node;
}
const show = (...children) => main.replaceChildren(...children.filter(Boolean));

function adapt(context) {
  Object.assign(host.context, context);
  const root = document.documentElement;
  if (context.theme) root.style.colorScheme = context.theme;
  for (const [key, value] of Object.entries(context.styles?.variables ?? {})) {
    if (key.startsWith('--') && value) root.style.setProperty(key, value);
  }
  if (context.locale) root.lang = locale();
}
function locale() {
  try {
    return Intl.getCanonicalLocales(host.context.locale)[0];
  } catch {
    return undefined;
  }
}

// The data of a tool's result; an error is thrown as the sentence that the tool says.
function data(result) {
  const text = (result.content ?? []).filter(part => part.type === 'text').map(part => part.text).join('\n');
  if (result.isError) throw new Error(text || 'The tool failed.');
  if (result.structuredContent) return result.structuredContent;
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(text || 'The tool answered nothing.');
  }
}
const offers = tool => tool in ROUTES && Boolean(host.capabilities.serverTools);
// A call for the sub-account that the view shows.
async function call(tool, args) {
  const all = host.arguments.locationId ? {locationId: host.arguments.locationId, ...args} : args;
  const route = ROUTES[tool];
  return data(await request('tools/call',
    route === tool ? {name: tool, arguments: all} : {name: route, arguments: {name: tool, arguments: all}}));
}

const status = el('p.note.good', {role: 'status', hidden: true});
const alarm = el('p.note.bad', {role: 'alert', hidden: true});
function say(where, text) {
  status.hidden = alarm.hidden = true;
  where.textContent = text;
  where.hidden = !text;
}

// A dialog, until it is closed. `work` runs when the main button is pressed: it gives the element to
// go on with, or what it throws is said and the dialog stays.
function ask({title, text, fields = [], button, work}) {
  const error = el('p.note.bad', {role: 'alert', hidden: true});
  const go = el('button.main', {type: 'button', onclick: press}, button);
  const dialog = el('dialog', {'aria-labelledby': 'title', onclose: () => dialog.remove()},
    el('h2', {id: 'title'}, title), text && el('p.quiet', {}, text), fields, error,
    el('div.row', {}, el('button', {type: 'button', onclick: () => dialog.close()}, 'Cancel'), go));
  async function press() {
    go.disabled = true;
    error.hidden = true;
    try {
      const next = await work();
      dialog.close();
      next?.focus();
    } catch (problem) {
      error.textContent = problem.message;
      error.hidden = false;
      error.scrollIntoView({block: 'nearest'});
    }
    go.disabled = false;
  }
  document.body.append(dialog);
  dialog.showModal();
  return {dialog, go, press};
}

const number = value => new Intl.NumberFormat(locale(), {minimumFractionDigits: value % 1 ? 2 : 0, maximumFractionDigits: 2}).format(value);
// Dates and times are shown as their text has them, in the sub-account's own zone, wherever the reader sits.
const wall = text => new Date(text.slice(0, 10) + 'T' + (text.slice(11, 16) || '00:00') + 'Z');
const format = (text, options) => new Intl.DateTimeFormat(locale(), {timeZone: 'UTC', ...options}).format(wall(text));
const CLOCK = {hour: 'numeric', minute: '2-digit'};
const hour = text => format(text, CLOCK);
const hours = (from, to) => new Intl.DateTimeFormat(locale(), {timeZone: 'UTC', ...CLOCK}).formatRange(wall(from), wall(to));
const day = text => format(text, {weekday: 'long', day: 'numeric', month: 'long'});
const date = text => format(text, {day: 'numeric', month: 'short', year: 'numeric'});
const nameOf = one => one.name || one.contactName || [one.firstName ?? one.firstNameLowerCase, one.lastName ?? one.lastNameLowerCase]
  .filter(Boolean).map(word => word[0].toUpperCase() + word.slice(1)).join(' ') || one.email || one.phone || 'No name';

// Buttons for days, of which one is pressed.
function strip(days, chosen, label, choose) {
  return days.length < 2 ? null : el('div.strip', {role: 'group', 'aria-label': 'Days'}, days.map(each =>
    el('button', {type: 'button', 'aria-pressed': String(each === chosen), onclick: () => {
      choose(each);
      main.querySelector('[aria-pressed=true]')?.focus();
    }}, format(each, {weekday: 'short', day: 'numeric', month: 'short'}) + ' ', el('small', {}, label(each)))));
}

const receive = {
  'ui/notifications/tool-input': params => { host.arguments = params.arguments ?? {}; },
  'ui/notifications/tool-result': async params => {
    try {
      await render(data(params));
    } catch (problem) {
      say(alarm, problem.message);
      show(alarm);
    }
  },
  'ui/notifications/tool-cancelled': () => show(el('p.quiet', {}, 'The call was cancelled.')),
  'ui/notifications/host-context-changed': adapt,
};
const answer = {ping: () => ({}), 'ui/resource-teardown': () => ({})};

addEventListener('message', ({source, data: message}) => {
  if (source !== parent || message?.jsonrpc !== '2.0') return;
  if (message.method && message.id != null) {
    const result = answer[message.method]?.();
    post(result ? {id: message.id, result} : {id: message.id, error: {code: -32601, message: 'Method not found'}});
  } else if (message.method) {
    receive[message.method]?.(message.params ?? {});
  } else if (pending.has(message.id)) {
    const {resolve, reject} = pending.get(message.id);
    pending.delete(message.id);
    message.error ? reject(new Error(message.error.message)) : resolve(message.result);
  }
});

show(el('p.quiet', {}, 'Loading…'));
request('ui/initialize', {
  protocolVersion: '2026-01-26',
  appInfo: {name: document.title, version: '1'},
  appCapabilities: {availableDisplayModes: ['inline', 'fullscreen']},
}).then(({hostContext, hostCapabilities}) => {
  host.capabilities = hostCapabilities ?? {};
  adapt(hostContext ?? {});
  post({method: 'ui/notifications/initialized', params: {}});
  let last = 0;
  new ResizeObserver(() => {
    const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
    if (height !== last) post({method: 'ui/notifications/size-changed', params: {width: innerWidth, height: last = height}});
  }).observe(document.documentElement);
});
