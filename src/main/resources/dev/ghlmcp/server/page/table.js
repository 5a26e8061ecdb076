/* ---- lists as tables ---- */

const MAX_COLUMNS = 12;
const FIRST = ['name', 'title', 'contactName', 'firstName', 'lastName', 'email', 'phone', 'status', 'startTime', 'endTime', 'dueDate', 'monetaryValue', 'body'];
let asTable = false;

/* The list of records that an answer holds, or null. */
function records(data) {
  const lists = Array.isArray(data) ? [data] : fits('object', data) ? Object.values(data) : [];
  return lists.find(list => Array.isArray(list) && list.length && list.every(item => fits('object', item))) || null;
}

/* What a person looks for comes first, ids last. */
function rank(name) {
  const place = FIRST.indexOf(name);
  return place >= 0 ? place : FIRST.length + (name === 'id' || name.endsWith('Id') ? 1 : 0);
}

function table(rows) {
  const plain = value => value !== null && value !== undefined && (typeof value !== 'object' || (Array.isArray(value) && value.every(item => item === null || typeof item !== 'object')));
  const columns = [...new Set(rows.flatMap(row => Object.keys(row).filter(name => plain(row[name]))))].sort((a, b) => rank(a) - rank(b));
  const cell = value => !plain(value) ? '' : Array.isArray(value) ? value.join(', ') : String(value);
  const left = columns.length - MAX_COLUMNS;
  return el('div', {},
    el('div', {class: 'wide', tabindex: 0, role: 'region', 'aria-label': 'Result as a table'}, el('table', {class: 'rows'},
      el('thead', {}, el('tr', {}, columns.slice(0, MAX_COLUMNS).map(name => el('th', {scope: 'col'}, name)))),
      el('tbody', {}, rows.map(row => el('tr', {}, columns.slice(0, MAX_COLUMNS).map(name => el('td', {class: typeof row[name] === 'number' ? 'num' : null}, cell(row[name])))))))),
    el('p', {class: 'small quiet'}, rows.length + (rows.length === 1 ? ' row' : ' rows') + (left > 0 ? '; JSON has ' + left + ' more columns' : '')));
}

/* An answer as JSON or, where it is a list, as a table; the choice holds for the next answer. */
function shape(data) {
  const json = block(colored(data), 'Result');
  const rows = records(data);
  if (!rows) return [json];
  const whole = table(rows);
  const show = chosen => {
    asTable = chosen;
    json.hidden = chosen;
    whole.hidden = !chosen;
    buttons.forEach((button, index) => button.setAttribute('aria-pressed', String(chosen === (index === 0))));
  };
  const buttons = ['Table', 'JSON'].map((name, index) => el('button', {type: 'button', class: 'tiny', onclick: () => show(index === 0)}, name));
  show(asTable);
  return [el('div', {class: 'choices', role: 'group', 'aria-label': 'Show the result as'}, buttons), whole, json];
}
