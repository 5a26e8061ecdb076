let tools = [];

const effect = tool => tool.annotations?.readOnlyHint ? 'reads' : tool.annotations?.destructiveHint === false || !tool.inputSchema.properties?.confirm ? 'writes' : 'destructive';

async function load() {
  await mcp.connect('mcp');
  tools = await mcp.all('tools/list', 'tools');
  const catalog = await mcp.request('resources/read', {uri: 'ghl://catalog'});
  const toolsets = JSON.parse(catalog.contents[0].text).toolsets;
  if (tools.some(tool => tool.name === 'call_tool')) {
    // Assistants find the rest by searching; a path by toolsets lists all of them.
    await mcp.connect('mcp/x/' + Object.keys(toolsets).join(','));
    tools = await mcp.all('tools/list', 'tools');
  }
  const home = new Map(Object.entries(toolsets).flatMap(([toolset, inside]) => Object.keys(inside).map(name => [name, toolset])));
  for (const tool of tools) {
    tool.toolset = home.get(tool.name) || 'others';
    tool.words = [tool.name, tool.title, tool.toolset, tool.description].join(' ').toLowerCase().replaceAll('_', ' ');
  }
  await loadGuides();
  list();
}

function matches(query) {
  const words = query.toLowerCase().replaceAll('_', ' ').split(/\s+/).filter(Boolean);
  const rank = tool => words.filter(word => tool.name.includes(word)).length;
  return tools.filter(tool => words.every(word => tool.words.includes(word))).sort((a, b) => rank(b) - rank(a));
}

function list() {
  const query = $('search').value.trim();
  const found = query ? matches(query) : tools;
  const groups = Map.groupBy(found, tool => query ? 'Found' : tool.toolset);
  const words = query.toLowerCase().split(/\s+/);
  const others = guides.filter(guide => words.every(word => [guide.name, guide.title, guide.description].join(' ').toLowerCase().includes(word)));
  $('found').textContent = !query ? tools.length + ' tools in ' + groups.size + ' toolsets'
    : found.length === 0 ? 'No tool has all of these words' : found.length === 1 ? '1 tool' : found.length + ' tools';
  const entry = (hash, one, tag) => el('li', {}, el('a', {href: hash, title: one.description, 'aria-current': location.hash === hash ? 'page' : null},
    el('span', {}, one.title || one.name), tag));
  const group = (name, entries) => [el('h2', {}, name), el('ul', {}, entries)];
  $('list').replaceChildren(
    ...[...groups].flatMap(([name, inside]) => group(name, inside.map(tool => entry('#' + tool.name, tool,
      effect(tool) === 'reads' ? null : el('span', {class: 'tag ' + effect(tool)}, effect(tool)))))),
    ...[...Map.groupBy(others, guide => guide.group)].flatMap(([name, inside]) => group(name, inside.map(guide => entry(guide.hash, guide, null)))));
}

function toolView(tool) {
  const form = fields(tool.inputSchema);
  const dangerous = effect(tool) === 'destructive';
  const results = el('div', {'aria-live': 'polite'});
  const again = recalled?.tool === tool ? recalled : null;
  recalled = null;
  const sure = dangerous ? el('input', {type: 'checkbox', 'aria-describedby': 'unsure'}) : null;
  const unsure = el('p', {class: 'complaint', id: 'unsure'});
  const button = el('button', {class: 'main'}, 'Call');
  const waiting = el('span', {class: 'quiet small', role: 'status'});
  const optional = form.filter(field => !field.required);
  const few = optional.length <= 6 ? optional : optional.slice(0, 4);
  const rest = optional.slice(few.length);
  let running = null;

  function show(result) {
    const inside = results.contains(document.activeElement);
    results.replaceChildren(result);
    results.scrollIntoView({block: 'nearest'});
    if (inside) results.querySelector('h2').focus({preventScroll: true});
  }

  function write(values) {
    form.forEach(field => field.write(values[field.name]));
  }

  /* Calls for the next page of an answer, with what the answer says, as it says it. */
  function follower(values) {
    return next => {
      const following = {...values, ...next};
      write(following);
      if (!running) run(following);
    };
  }

  /* On a real account an example has no ids but those that this tab has seen. */
  async function fillIn() {
    const examples = await (await ask('examples.json', {method: 'GET'})).json();
    const own = examples.tools[tool.name] || {};
    const values = Object.fromEntries(form.filter(field => field.required || field.name in own).map(field => {
      const given = own[field.name] ?? examples.arguments[field.name];
      return [field.name, about?.server.sandbox || !kindOf(field.name) ? given : lastId(field.name)];
    }));
    write(values);
    rest.some(field => field.name in values) && node.querySelector('details.more')?.setAttribute('open', '');
    form.forEach(field => field.check());
  }

  async function run(values) {
    running = new AbortController();
    button.textContent = 'Cancel';
    const start = performance.now();
    waiting.textContent = 'Waiting for the answer';
    try {
      const result = await mcp.request('tools/call', {name: tool.name, arguments: values}, running.signal);
      if (sure) sure.checked = false;
      collect(result.structuredContent);
      const ms = performance.now() - start;
      note({tool, values, result, ms});
      show(resultView(result, ms, follower(values)));
    } catch (e) {
      const cancelled = e.name === 'AbortError';
      show(failure(cancelled ? 'Cancelled. Whether HighLevel was reached is unknown.' : e.message));
      if (!cancelled) trouble(e);
    } finally {
      running = null;
      button.textContent = 'Call';
      waiting.textContent = '';
      poll();
    }
  }

  function submit() {
    if (running) {
      mcp.cancel();
      running.abort();
      return;
    }
    const values = filled(form);
    unsure.textContent = sure && !sure.checked && !values?.dryRun ? 'Tick the box first.' : '';
    if (!values) return;
    if (unsure.textContent) sure.focus();
    else run(values);
  }

  const node = el('form', {novalidate: true, autocomplete: 'off', onsubmit: event => { event.preventDefault(); submit(); }},
    el('div', {class: 'fields'}, form.filter(field => field.required).map(field => field.node), few.map(field => field.node)),
    rest.length ? el('details', {class: 'more'}, el('summary', {}, rest.length + ' more arguments'), el('div', {class: 'fields'}, rest.map(field => field.node))) : null,
    // The press must not take the focus: the field that loses it may get a complaint, and the button move from under it.
    el('div', {class: 'run', onmousedown: event => event.preventDefault()}, button, sure && el('label', {class: 'sure'}, sure, 'Do it for real: this cannot be undone') || null, unsure, waiting,
      el('button', {type: 'button', onclick: () => fillIn().catch(trouble)}, 'Fill in the example'), el('span', {class: 'quiet small'}, 'Ctrl+Enter')));
  node.addEventListener('keydown', event => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      submit();
    }
  });

  if (again) {
    write(again.values);
    show(resultView(again.result, again.ms, follower(again.values)));
  }
  return [
    el('section', {class: 'panel'},
      el('div', {class: 'head'}, el('h1', {tabindex: -1}, tool.title || tool.name), el('span', {class: 'tag ' + effect(tool)}, effect(tool))),
      el('p', {class: 'quiet'}, el('code', {}, tool.name), ' in ' + tool.toolset),
      el('p', {class: 'words'}, tool.description), node),
    results,
    el('section', {class: 'panel'}, copies(tool, () => filled(form)), el('details', {}, el('summary', {}, 'Schema, as assistants get it'), block(colored(tool.inputSchema), 'Schema'))),
  ];
}

function failure(text) {
  return el('section', {class: 'panel out failed'}, el('div', {class: 'head'}, el('h2', {tabindex: -1}, 'Result'), el('span', {class: 'tag destructive'}, 'failed')), el('p', {class: 'words'}, text));
}

function resultView(result, ms, follow) {
  const said = result.content.filter(part => part.type === 'text').map(part => part.text).join('\n');
  let data = result.structuredContent;
  if (data === undefined && !result.isError) try { data = JSON.parse(said); } catch { /* Then it is words. */ }
  const text = data === undefined ? said : JSON.stringify(data, null, 2);
  const next = data?.paging?.next;
  return el('section', {class: 'panel out' + (result.isError ? ' failed' : '')},
    el('div', {class: 'head'}, el('h2', {tabindex: -1}, 'Result'),
      el('span', {class: 'tag ' + (result.isError ? 'destructive' : 'reads')}, result.isError ? 'error' : 'ok'),
      el('span', {class: 'quiet small'}, Math.round(ms) + ' ms, ' + size(new Blob([text]).size)), copyButton(() => text),
      fits('object', next) ? el('button', {type: 'button', class: 'tiny', onclick: () => follow(next)}, 'Next page') : null),
    result.content.filter(part => part.type === 'audio').map(part => el('audio', {controls: true, src: 'data:' + part.mimeType + ';base64,' + part.data})),
    result.content.filter(part => part.type === 'resource_link').map(part => el('p', {class: 'words'}, 'Saved on the server: ', el('code', {}, part.uri))),
    data === undefined ? el('p', {class: 'words'}, said) : shape(data));
}

const size = bytes => bytes < 1000 ? bytes + ' bytes' : (bytes / 1000).toFixed(1) + ' kB';
