/* ---- ids that this tab has seen ---- */

/* By kind, such as contact: id and the name beside it, the last seen last. In memory only. */
const known = new Map();
const SAME_KIND = {event: 'appointment', stage: 'pipelineStage', assignedTo: 'user', assignedUser: 'user', user: 'user'};
const MAX_IDS = 200;

function kindOf(name) {
  const kind = name.endsWith('Id') ? name.slice(0, -2) : name === 'assignedTo' ? name : null;
  return kind && (SAME_KIND[kind] || kind);
}

function singular(name) {
  const one = name.replace(/ies$/, 'y').replace(/(ss|x)es$/, '$1').replace(/([^s])s$/, '$1');
  return SAME_KIND[one] || one;
}

const nameOf = record => [record.name, record.title, record.subject, record.contactName, record.fullName,
  [record.firstName, record.lastName].filter(Boolean).join(' '), record.email].find(text => typeof text === 'string' && text) || '';

function remember(kind, id, name) {
  if (!kind || typeof id !== 'string' || !id) return;
  const ids = known.get(kind) || new Map();
  const before = ids.get(id);
  ids.delete(id);
  ids.set(id, name || before || '');
  if (ids.size > MAX_IDS) ids.delete(ids.keys().next().value);
  known.set(kind, ids);
}

function collect(value, kind) {
  if (Array.isArray(value)) value.forEach(item => collect(item, kind));
  else if (value && typeof value === 'object') {
    remember(kind, value.id, nameOf(value));
    for (const [name, inner] of Object.entries(value)) {
      if (typeof inner === 'string') remember(kindOf(name), inner, value[name.replace(/Id$/, '') + 'Name']);
      else collect(inner, singular(name));
    }
  }
}

/* What a field offers when a person comes to it. */
function offer(input, name) {
  const kind = kindOf(name);
  if (!kind) return null;
  const list = el('datalist', {id: input.id + 'ids'});
  input.setAttribute('list', list.id);
  input.addEventListener('focus', () => list.replaceChildren(...[...(known.get(kind) || [])].reverse()
    .map(([id, label]) => el('option', {value: id, label: label ? label + ' (' + id + ')' : null}))));
  return list;
}

const lastId = name => [...(known.get(kindOf(name))?.keys() || [])].at(-1);
