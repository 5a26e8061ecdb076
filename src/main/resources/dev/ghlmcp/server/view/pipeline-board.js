// The stages of one pipeline as columns. A card is dragged to another, or moved by its button.
const CARD = ['id', 'name', 'status', 'monetaryValue', 'pipelineId', 'pipelineStageId', 'pipelineName', 'pipelineStageName', 'contactId', 'contact.name', 'lastStageChangeAt'];
const MAX_PAGES = 5;
let pipelines = [];
let cards = [];
let chosen;
let held;
let left = 0;
let search = {};
let summed;

async function render(result) {
  const {fields, oldest, ...asked} = host.arguments;
  // A summary takes the name of a pipeline, a search its id.
  search = result.pipelines ? {...asked, status: result.status, pipelineId: asked.pipelineId && result.pipelines[0]?.id} : asked;
  if (result.opportunities) take(result);
  else if (offers('search_opportunities')) await load();
  else summed = cards = idle(result.pipelines);
  pipelines = result.pipelines ?? (offers('list_pipelines') ? (await call('list_pipelines', {})).pipelines : []) ?? [];
  for (const card of cards) {
    const pipeline = pipelines.find(one => one.id === card.pipelineId) ?? pipelines[pipelines.push({id: card.pipelineId, name: card.pipelineName ?? 'Pipeline', stages: []}) - 1];
    if (!pipeline.stages.some(stage => stage.id === card.pipelineStageId)) {
      pipeline.stages.push({id: card.pipelineStageId, name: card.pipelineStageName ?? 'Other stage'});
    }
  }
  const counts = id => cards.filter(card => card.pipelineId === id).length;
  chosen = search.pipelineId ?? [...pipelines].sort((a, b) => counts(b.id) - counts(a.id))[0]?.id;
  draw();
}

// Where opportunities cannot be searched, the few that a summary names.
const idle = list => list.flatMap(pipeline => (pipeline.stages ?? []).flatMap(stage => (stage.longestIdle ?? []).map(one =>
  ({...one, monetaryValue: one.value, pipelineId: pipeline.id, pipelineStageId: stage.id, lastStageChangeAt: one.lastChange}))));

function take(result) {
  cards = result.opportunities;
  left = Math.max(0, (result.paging?.total ?? 0) - cards.length);
}

async function load() {
  let next = {...search, limit: 100};
  const all = [];
  let result;
  for (let page = 0; next && page < MAX_PAGES; page++) {
    result = await call('search_opportunities', {...next, fields: CARD.map(path => 'opportunities.' + path)});
    all.push(...result.opportunities ?? []);
    next = result.paging?.next && {...search, ...result.paging.next};
  }
  take({...result, opportunities: all});
}

const sum = list => number(list.reduce((total, card) => total + (card.monetaryValue ?? 0), 0));
const stageOf = card => stages().find(stage => stage.id === card.pipelineStageId);
const stages = () => pipelines.find(one => one.id === chosen)?.stages ?? [];
const plural = (count, word) => count + ' ' + (count === 1 ? word : word + 's');

function draw() {
  const mine = cards.filter(card => card.pipelineId === chosen);
  const shown = pipelines.filter(one => one.id === chosen || cards.some(card => card.pipelineId === one.id));
  const name = pipelines.find(one => one.id === chosen)?.name ?? 'Pipeline';
  show(
    el('div.head', {}, el(shown.length > 1 ? 'h1.hidden' : 'h1', {}, name), shown.length > 1 && picker(shown), el('p.quiet.number', {}, summed ? 'Longest idle of each stage' : plural(mine.length, 'opportunity').replace('ys', 'ies') + ' · ' + sum(mine)),
      offers('search_opportunities') && el('button', {type: 'button', onclick: again}, left ? `Load all (${left} more)` : 'Refresh')),
    el('div.board', {tabindex: '0', role: 'group', 'aria-label': 'Stages'}, stages().map(stage => column(stage, mine.filter(card => card.pipelineStageId === stage.id)))),
    status, alarm);
}

function picker(shown) {
  const select = el('select.title', {'aria-label': 'Pipeline', onchange: () => { chosen = select.value; draw(); main.querySelector('select').focus(); }},
    shown.map(one => el('option', {value: one.id, selected: one.id === chosen}, one.name)));
  return select;
}

async function again({target}) {
  target.disabled = true;
  try {
    await load();
    draw();
    say(status, 'The board is up to date.');
  } catch (problem) {
    say(alarm, problem.message);
  }
  target.disabled = false;
}

function column(stage, list) {
  const section = el('section', {'aria-label': stage.name,
    ondragover: event => { if (held) { event.preventDefault(); section.classList.add('over'); } },
    ondragleave: event => { if (!section.contains(event.relatedTarget)) section.classList.remove('over'); },
    ondrop: event => {
      event.preventDefault();
      section.classList.remove('over');
      if (held && held.pipelineStageId !== stage.id) move(held, stage.id);
    }},
  el('header', {}, el('h2', {}, stage.name), el('p.quiet.number', {}, summed ? stage.count + ' · ' + number(stage.value) : list.length + ' · ' + sum(list))),
  list.length ? el('ul', {}, list.map(item)) : el('p.empty', {}, 'Nothing here'));
  return section;
}

function item(card) {
  const may = !summed && offers('update_opportunity') && stages().length > 1;
  const who = card.contact?.name ?? card.contactName;
  const days = card.lastStageChangeAt ? Math.floor((Date.now() - new Date(card.lastStageChangeAt)) / 86400000) : null;
  const tone = {won: 'good', lost: 'bad', abandoned: 'warn'}[card.status];
  const node = el('li.card', {draggable: may && 'true',
    ondragstart: event => { held = card; node.classList.add('held'); event.dataTransfer.effectAllowed = 'move'; event.dataTransfer.setData('text/plain', card.id); },
    ondragend: () => { held = undefined; node.classList.remove('held'); }},
  el('h3', {}, card.name || 'No name'),
  who && who !== card.name && el('p.quiet', {}, who),
  days > 0 && el('p.quiet', {}, plural(days, 'day') + ' in this stage'),
  el('div.foot', {}, el('b.number', {}, card.monetaryValue == null ? '–' : number(card.monetaryValue)),
    tone && el('span.tag.' + tone, {}, card.status),
    may && el('button.plain', {type: 'button', 'aria-haspopup': 'dialog', 'aria-label': 'Move ' + card.name, 'data-card': card.id, onclick: () => move(card)}, 'Move…')));
  return node;
}

// The question, which the person answers before anything is sent.
function move(card, target) {
  const from = stageOf(card);
  const after = stages()[stages().indexOf(from) + 1] ?? stages().find(stage => stage !== from);
  const select = el('select', {id: 'stage'}, stages().filter(stage => stage !== from)
    .map(stage => el('option', {value: stage.id, selected: stage.id === (target ?? after.id)}, stage.name)));
  const {go} = ask({
    title: 'Move this opportunity?',
    text: card.name + ', now in ' + from.name,
    fields: [el('label', {for: 'stage'}, 'To stage'), select],
    button: 'Move',
    work: async () => {
      const stage = stages().find(one => one.id === select.value);
      await call('update_opportunity', {opportunityId: card.id, pipelineId: card.pipelineId, pipelineStageId: stage.id});
      card.pipelineStageId = stage.id;
      card.lastStageChangeAt = new Date().toISOString();
      draw();
      say(status, `${card.name} is now in ${stage.name}.`);
      return main.querySelector(`[data-card="${CSS.escape(card.id)}"]`);
    },
  });
  (target ? go : select).focus();
}
