let about = null;
let timer = 0;

async function poll() {
  clearTimeout(timer);
  try {
    about = await (await ask('page.json', {method: 'GET'})).json();
    activity();
    state('good', 'Connected');
  } catch (e) {
    trouble(e);
  }
  if (!document.hidden && !$('app').hidden) timer = setTimeout(poll, POLL_MS);
}

function activity() {
  const {server, account} = about;
  document.documentElement.dataset.version = server.version;
  $('version').textContent = server.version;
  $('account').textContent = [server.sandbox ? 'Sandbox' : '', account.name || account.locationId || 'no standard sub-account',
    account.principal === 'local' ? '' : 'as ' + account.principal].filter(Boolean).join(' · ');
  const budgets = about.budgets;
  $('budgets').replaceChildren(...budgets.length ? budgets.map(budget => el('div', {class: 'budget'},
    budgets.length > 1 || budget.id !== account.locationId ? el('p', {class: 'small mono'}, budget.id) : null,
    bar('In ' + budget.burst.intervalMs / 1000 + ' s', budget.burst), bar('Today', budget.day)))
    : [el('p', {class: 'quiet small'}, 'Nothing was sent yet.')]);
  watches();
  endpoints();
  syncs();
  $('calls').replaceChildren(about.calls.length ? el('table', {},
    el('thead', {}, el('tr', {}, ['Time', 'Tool', 'Outcome'].map(name => el('th', {scope: 'col'}, name)), el('th', {scope: 'col', class: 'num'}, 'ms'))),
    el('tbody', {}, about.calls.map(call => el('tr', {}, el('td', {class: 'quiet'}, new Date(call.time).toLocaleTimeString([], {hour12: false})),
      el('td', {}, link(call.tool)),
      el('td', {}, el('span', {class: 'tag ' + (call.error ? 'destructive' : 'reads')}, call.outcome)), el('td', {class: 'num'}, String(call.ms))))))
    : el('p', {class: 'quiet small'}, 'None yet.'));
}

function watches() {
  const clock = time => new Date(time).toLocaleTimeString([], {hour12: false, hour: '2-digit', minute: '2-digit'});
  $('watched').hidden = !about.watches.length && !about.watchesFail;
  const rows = about.watches.map(watch => el('tr', {},
    el('td', {}, link(watch.operation), watch.arguments ? el('p', {class: 'quiet small mono'}, JSON.stringify(watch.arguments)) : null,
      watch.problem ? el('p', {class: 'small bad'}, watch.problem) : null),
    el('td', {}, el('span', {class: 'tag ' + (watch.state === 'working' ? 'reads' : 'destructive')}, watch.state)),
    el('td', {class: 'num'}, String(watch.count), watch.lastEvent ? el('p', {class: 'quiet small', title: watch.lastEvent}, clock(watch.lastEvent)) : null),
    el('td', {class: 'num'}, watch.nextPoll ? clock(watch.nextPoll) : ''),
    el('td', {class: 'num'}, watch.requestsPerDay.toLocaleString('en'))));
  const heads = [['Watch', ''], ['State', ''], ['Events', 'num'], ['Next', 'num'], ['Requests a day', 'num']];
  $('watches').replaceChildren(about.watchesFail ? el('p', {class: 'small bad'}, about.watchesFail) : el('table', {},
    el('thead', {}, el('tr', {}, heads.map(([name, kind]) => el('th', {scope: 'col', class: kind}, name)))), el('tbody', {}, rows)),
    el('p', {class: 'quiet small'}, about.webhooks ? 'Webhooks of HighLevel: ' + about.webhooks.count.toLocaleString('en') + ', the last at ' + clock(about.webhooks.latest) : ''));
}

function endpoints() {
  const day = time => new Date(time).toLocaleString([], {hour12: false, dateStyle: 'short', timeStyle: 'short'});
  $('posted').hidden = !about.endpoints.length;
  const rows = about.endpoints.map(endpoint => el('tr', {},
    el('td', {}, endpoint.name, el('p', {class: 'quiet small'}, endpoint.host), endpoint.problem ? el('p', {class: 'small bad'}, endpoint.problem) : null),
    el('td', {}, el('span', {class: 'tag ' + (endpoint.state === 'working' ? 'reads' : 'destructive')}, endpoint.state),
      endpoint.failingSince ? el('p', {class: 'quiet small'}, 'since ' + day(endpoint.failingSince)) : null),
    el('td', {class: 'num'}, endpoint.lastDelivery ? day(endpoint.lastDelivery) : ''),
    el('td', {class: 'num'}, String(endpoint.waiting)), el('td', {class: 'num'}, String(endpoint.dead))));
  const heads = [['Receiver', ''], ['State', ''], ['Last delivery', 'num'], ['Waiting', 'num'], ['Dead letters', 'num']];
  $('endpoints').replaceChildren(el('table', {},
    el('thead', {}, el('tr', {}, heads.map(([name, kind]) => el('th', {scope: 'col', class: kind}, name)))), el('tbody', {}, rows)));
}

function link(tool) {
  return el('a', {href: '#' + tool}, tool.split('_').flatMap((word, index) => index ? ['_', el('wbr'), word] : [word]));
}

function bar(name, budget) {
  const part = budget.limit ? Math.max(0, Math.min(1, budget.left / budget.limit)) : 0;
  const line = el('i');
  line.style.setProperty('--part', part * 100 + '%');
  const text = budget.left.toLocaleString('en') + ' of ' + budget.limit.toLocaleString('en');
  return el('div', {}, el('div', {class: 'pair'}, el('span', {}, name), el('span', {class: 'quiet'}, text)),
    el('div', {class: 'bar' + (part < .1 ? ' out' : part < .3 ? ' low' : ''), role: 'meter', 'aria-label': name, 'aria-valuemin': 0, 'aria-valuemax': budget.limit, 'aria-valuenow': budget.left, 'aria-valuetext': text}, line));
}

function state(kind, text) {
  const node = $('state');
  if (node.textContent !== text) node.textContent = text;
  node.className = 'small ' + kind;
}

function trouble(e) {
  if (e.status === 401 || (e.status === 403 && !about)) door(token.value ? e.message : '');
  else state('bad', e.status === 0 ? 'Not reachable' : 'Trouble: ' + e.message);
}
