function door(text) {
  token.value = null;
  about = null;
  mcp.session = null;
  $('app').hidden = $('leave').hidden = true;
  known.clear();
  past.length = 0;
  for (const id of ['list', 'main', 'budgets', 'watches', 'endpoints', 'syncs', 'past', 'calls']) $(id).replaceChildren();
  for (const id of ['account', 'version']) $(id).textContent = '';
  $('door').hidden = false;
  $('refused').textContent = text;
  $('token').value = '';
  $('token').focus();
  state('', 'Closed');
}

async function enter() {
  try {
    state('', 'Connecting');
    about = await (await ask('page.json', {method: 'GET'})).json();
    await load();
    $('door').hidden = true;
    $('app').hidden = false;
    $('leave').hidden = !token.value;
    showPast();
    view();
    poll();
  } catch (e) {
    trouble(e);
    if ($('door').hidden) setTimeout(enter, POLL_MS);
  }
}

function view(focus) {
  const tool = tools.find(one => '#' + one.name === location.hash);
  const guide = guides.find(one => one.hash === location.hash);
  const chosen = tool || guide;
  fold(false);
  document.title = chosen ? (chosen.title || chosen.name) + ' - ghl-mcp' : 'ghl-mcp';
  $('main').replaceChildren(...tool ? toolView(tool) : guide ? guideView(guide) : overview());
  for (const link of $('list').querySelectorAll('a')) {
    if (link.hash === location.hash) {
      link.setAttribute('aria-current', 'page');
      const [inside, around] = [link.getBoundingClientRect(), $('list').getBoundingClientRect()];
      if (inside.top < around.top || inside.bottom > around.bottom) $('list').scrollTop += inside.top - around.top - around.height / 2;
    } else link.removeAttribute('aria-current');
  }
  if (focus) {
    scrollTo(0, 0);
    $('main').querySelector('h1').focus({preventScroll: true});
  }
}

$('door').querySelector('form').addEventListener('submit', event => {
  event.preventDefault();
  const typed = $('token').value.trim();
  if (!/^[\x21-\x7e]+$/.test(typed)) {
    $('refused').textContent = typed ? 'A token has no spaces and no special characters.' : 'Enter a token.';
    return;
  }
  token.value = typed;
  $('refused').textContent = '';
  enter();
});
/* On a phone the list is folded away until it is asked for. */
function fold(open) {
  $('nav').classList.toggle('open', open);
  $('fold').setAttribute('aria-expanded', String(open));
}

$('fold').addEventListener('click', () => {
  fold(!$('nav').classList.contains('open'));
  if ($('nav').classList.contains('open')) $('search').focus();
});
$('leave').addEventListener('click', async () => { await mcp.leave(); door(''); });
$('search').addEventListener('input', list);
$('search').addEventListener('keydown', event => {
  if (event.key === 'Enter') $('list').querySelector('a')?.click();
});
document.addEventListener('keydown', event => {
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
  if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !$('app').hidden) {
    event.preventDefault();
    fold(true);
    $('search').focus();
    $('search').select();
  }
  if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && event.target.closest('nav')) {
    const stops = [$('search'), ...$('list').querySelectorAll('a')];
    const to = stops[stops.indexOf(event.target) + (event.key === 'ArrowDown' ? 1 : -1)];
    event.preventDefault();
    to?.focus();
  }
});
addEventListener('hashchange', () => { if (location.hash !== '#main') view(true); });
document.addEventListener('visibilitychange', () => { if (!document.hidden && !$('app').hidden) poll(); });
addEventListener('pagehide', () => mcp.leave());

if (document.documentElement.dataset.door === 'closed' && !token.value) door('');
else enter();
