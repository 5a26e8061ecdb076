/* ---- prompts and resources ---- */

let guides = [];

async function loadGuides() {
  const list = async (method, member, make) => (await mcp.all(method, member).catch(() => [])).map(make);
  guides = [
    ...await list('prompts/list', 'prompts', prompt => ({group: 'prompts', hash: '#prompt/' + prompt.name, name: prompt.name, title: prompt.title, description: prompt.description,
      arguments: prompt.arguments || [], read: async values => (await mcp.request('prompts/get', {name: prompt.name, arguments: values})).messages.map(message => ({text: message.content.text || ''}))})),
    ...await list('resources/list', 'resources', resource => resourceGuide(resource.uri, resource)),
    ...await list('resources/templates/list', 'resourceTemplates', resource => resourceGuide(resource.uriTemplate, resource)),
  ];
}

function resourceGuide(uri, resource) {
  const names = [...uri.matchAll(/\{(\w+)\}/g)].map(match => match[1]);
  return {group: 'resources', hash: '#resource/' + encodeURIComponent(uri), name: uri, title: resource.title || resource.name, description: resource.description,
    arguments: names.map(name => ({name, required: true})),
    read: async values => (await mcp.request('resources/read', {uri: uri.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(values[name]))})).contents};
}

function guideView(guide) {
  const form = guide.arguments.map(argument => new Field(argument.name, {type: 'string', description: argument.description}, argument.required === true));
  const results = el('div', {'aria-live': 'polite'});
  async function submit(event) {
    event.preventDefault();
    const values = filled(form);
    if (!values) return;
    try {
      results.replaceChildren(...(await guide.read(values)).map(part => part.text === undefined
        ? el('section', {class: 'panel out'}, el('p', {class: 'words'}, part.mimeType + ', which is no text'))
        : contentView(part)));
    } catch (e) {
      results.replaceChildren(failure(e.message));
      trouble(e);
    }
  }
  return [
    el('section', {class: 'panel'},
      el('div', {class: 'head'}, el('h1', {tabindex: -1}, guide.title || guide.name), el('span', {class: 'tag reads'}, guide.group.slice(0, -1))),
      el('p', {class: 'quiet'}, el('code', {}, guide.name)), el('p', {class: 'words'}, guide.description || ''),
      el('form', {novalidate: true, autocomplete: 'off', onsubmit: submit}, el('div', {class: 'fields'}, form.map(field => field.node)),
        el('div', {class: 'run'}, el('button', {class: 'main'}, guide.group === 'prompts' ? 'Show what an assistant is told' : 'Read')))),
    results,
  ];
}

function contentView({text, mimeType}) {
  let data;
  if (mimeType === 'application/json') try { data = JSON.parse(text); } catch { /* Then it is words. */ }
  return el('section', {class: 'panel out'}, el('div', {class: 'head'}, el('h2', {tabindex: -1}, 'Result'), copyButton(() => text)),
    data === undefined ? el('pre', {tabindex: 0, role: 'region', 'aria-label': 'Result'}, text) : shape(data));
}
