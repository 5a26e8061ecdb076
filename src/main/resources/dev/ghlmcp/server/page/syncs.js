const REASONS = {
  no_id: 'No external id: the mapping gave none',
  mapping: 'The mapping failed on it',
  needs: 'The record that it needs never came',
  not_allowed: 'A step may not run unasked',
  rejected: 'HighLevel refused it',
  retries: 'A day of tries failed',
  uncertain: 'HighLevel may have carried it out: look there before it is repeated',
};

function syncs() {
  const when = time => new Date(time).toLocaleString([], {hour12: false, dateStyle: 'short', timeStyle: 'short'});
  $('synced').hidden = !about.syncs.length;
  const rows = about.syncs.flatMap(sync => {
    const {messages} = sync;
    const open = messages.received + messages.mapped + messages.retry + messages.waiting;
    const counts = Object.entries(messages).filter(([, count]) => count).map(([name, count]) => count.toLocaleString('en') + ' ' + name).join(', ');
    return [el('tr', {},
      el('td', {}, sync.name, el('p', {class: 'quiet small'}, counts || 'No messages yet.'),
        sync.last ? el('p', {class: 'quiet small'}, 'last ' + when(sync.last)) : null,
        sync.hook ? null : el('p', {class: 'quiet small'}, 'No hook: it has no `auth`.')),
      el('td', {class: 'num'}, open.toLocaleString('en'), open && sync.oldestWaitingSeconds > 59 ? el('p', {class: 'quiet small'}, 'oldest ' + Math.round(sync.oldestWaitingSeconds / 60) + ' min') : null),
      el('td', {class: 'num'}, messages.dead ? el('span', {class: 'tag destructive'}, messages.dead.toLocaleString('en')) : '0',
        messages.dead > 1 ? replayButton(sync.name, 'Replay all', {}) : null)),
    ...sync.dead.map(letter => el('tr', {class: 'letter'}, el('td', {colspan: 2},
      el('p', {class: 'small bad'}, REASONS[letter.reason] || letter.reason),
      el('p', {class: 'quiet small'}, when(letter.ended) + ' · ', el('code', {}, letter.id))),
    el('td', {class: 'num'}, replayButton(sync.name, 'Replay', {ids: [letter.id]}, letter.reason === 'uncertain'))))];
  });
  const heads = [['Sync', ''], ['Open', 'num'], ['Dead', 'num']];
  // A button that has the focus is not taken away under somebody's fingers.
  if ($('syncs').contains(document.activeElement) && document.activeElement !== $('syncs')) return;
  $('syncs').replaceChildren(el('table', {},
    el('thead', {}, el('tr', {}, heads.map(([name, kind]) => el('th', {scope: 'col', class: kind}, name)))), el('tbody', {}, rows)));
}

function replayButton(name, text, body, doubtful) {
  const button = el('button', {type: 'button', class: 'tiny', onclick: async () => {
    if (doubtful && (await person({message: 'HighLevel may have carried this out already, and would then do it twice. Replay it all the same?'})).action !== 'accept') return;
    button.disabled = true;
    try {
      await ask('syncs/' + encodeURIComponent(name) + '/replay', {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify(body)});
      button.blur();
      await poll();
    } catch (e) {
      button.disabled = false;
      trouble(e);
    }
  }}, text);
  return button;
}
