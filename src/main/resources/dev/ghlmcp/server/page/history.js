/* ---- what this tab did ---- */

/* Calls of this page, the last first: tool, values, result, ms. In memory only. */
const past = [];
const MAX_PAST = 30;
let recalled = null;

function note(call) {
  past.unshift({...call, time: new Date()});
  past.length = Math.min(past.length, MAX_PAST);
  showPast();
}

function showPast() {
  $('past').replaceChildren(past.length ? el('ul', {}, past.map(call => el('li', {}, el('button', {type: 'button', class: 'line', onclick: () => recall(call)},
    el('span', {class: 'quiet'}, call.time.toLocaleTimeString([], {hour12: false})), el('span', {}, call.tool.title || call.tool.name),
    el('span', {class: 'tag ' + (call.result.isError ? 'destructive' : 'reads')}, call.result.isError ? 'error' : 'ok')))))
    : el('p', {class: 'quiet small'}, 'Calls that you make here, to look at again. They are gone when the tab closes.'));
}

/* Opens the tool again with the arguments and the result of that time. */
function recall(call) {
  recalled = call;
  if (location.hash === '#' + call.tool.name) view(true);
  else location.hash = call.tool.name;
}
