// The free times of a calendar by day. One is booked for a contact.
let slots = {};
let chosen;
let zone;
let calendar;

async function render(result) {
  slots = Object.fromEntries(Object.entries(result).filter(([key, value]) => /^\d{4}-\d\d-\d\d$/.test(key) && value.slots?.length)
    .map(([key, value]) => [key, value.slots]));
  zone = host.arguments.timezone ?? result.times?.zone;
  chosen = Object.keys(slots)[0];
  draw();
  if (offers('get_calendar')) {
    try {
      calendar = (await call('get_calendar', {calendarId: host.arguments.calendarId, fields: ['calendar.name']})).calendar?.name;
      draw();
    } catch {
      // The times are there without the name.
    }
  }
}

const free = count => count + ' free';

function draw() {
  const days = Object.keys(slots);
  const times = slots[chosen] ?? [];
  const parts = [['Morning', times.filter(time => time.slice(11, 13) < '12')],
    ['Afternoon', times.filter(time => time.slice(11, 13) >= '12' && time.slice(11, 13) < '17')],
    ['Evening', times.filter(time => time.slice(11, 13) >= '17')]].filter(part => part[1].length);
  show(
    el('div.head', {}, el('h1', {}, calendar ?? 'Free times'), zone && el('p.quiet', {}, 'Times in ' + zone.replaceAll('_', ' '))),
    strip(days, chosen, each => free(slots[each].length), each => { chosen = each; draw(); }),
    chosen ? el('h2', {}, day(chosen)) : el('p.empty', {}, 'No time is free between these dates.'),
    ...parts.flatMap(([name, list]) => [el('p.part.quiet', {}, name),
      el('div.slots', {role: 'group', 'aria-label': name}, list.map(time =>
        el('button', {type: 'button', disabled: !offers('create_appointment'), 'aria-haspopup': 'dialog', onclick: () => book(time)}, hour(time))))]),
    status, alarm);
}

function book(time) {
  const list = el('div.choices', {role: 'radiogroup', 'aria-label': 'Contacts'});
  const hint = el('p.quiet', {role: 'status'});
  const query = el('input', {id: 'who', autocomplete: 'off', placeholder: 'Name, email or phone', oninput: soon, onkeydown: event => {
    if (event.key === 'Enter') find();
    if (event.key === 'ArrowDown') { event.preventDefault(); list.querySelector('input')?.focus(); }
  }});
  const title = el('input', {id: 'what', autocomplete: 'off', placeholder: 'Optional'});
  let timer;
  let asked = 0;
  function soon() {
    clearTimeout(timer);
    timer = setTimeout(find, 300);
  }
  async function find() {
    clearTimeout(timer);
    const mine = ++asked;
    if (!query.value.trim()) return;
    try {
      const found = (await call('search_contacts', {query: query.value.trim(), pageLimit: 5})).contacts ?? [];
      if (mine !== asked) return;
      hint.textContent = found.length ? '' : 'No contact found.';
      list.replaceChildren(...found.map((one, at) => el('label.choice', {},
        el('input', {type: 'radio', name: 'contact', value: one.id, 'data-name': nameOf(one), checked: found.length === 1 && at === 0}),
        el('span', {}, nameOf(one), el('span.quiet', {}, [one.email, one.phone].filter(Boolean).join(' · '))))));
    } catch (problem) {
      hint.textContent = problem.message;
    }
  }
  ask({
    title: 'Book ' + hour(time) + '?',
    text: day(time) + (calendar ? ', ' + calendar : ''),
    fields: [el('label', {for: 'who'}, 'For which contact?'), query, hint, list, el('label', {for: 'what'}, 'Title'), title],
    button: 'Book',
    work: async () => {
      const picked = list.querySelector(':checked');
      if (!picked) throw new Error('Choose a contact first.');
      await call('create_appointment', {calendarId: host.arguments.calendarId, contactId: picked.value, startTime: time,
        ...title.value.trim() && {title: title.value.trim()}});
      slots[chosen] = slots[chosen].filter(other => other !== time);
      draw();
      say(status, `${day(time)}, ${hour(time)} is booked for ${picked.dataset.name}.`);
      return main.querySelector('.slots button');
    },
  });
  query.focus();
}
