// Appointments in order, one day at a time.
const TONES = {confirmed: 'good', showed: 'good', new: 'info', booked: 'info', cancelled: 'bad', noshow: 'warn', invalid: 'bad'};
const MAX_NAMES = 10;
const names = new Map();
let days = {};
let chosen;
let zone;

async function render(result) {
  const events = (result.events ?? []).filter(event => event.startTime).sort((a, b) => a.startTime < b.startTime ? -1 : 1);
  zone = result.times?.zone;
  days = Object.groupBy(events, event => event.startTime.slice(0, 10));
  await choose(Object.keys(days)[0] ?? host.arguments.startTime?.slice(0, 10));
}

async function choose(each) {
  chosen = each;
  draw();
  const unknown = [...new Set((days[each] ?? []).filter(event => !event.contactName).map(event => event.contactId))]
    .filter(id => id && !names.has(id)).slice(0, MAX_NAMES);
  if (!unknown.length || !offers('get_contact')) return;
  await Promise.all(unknown.map(async id => {
    try {
      names.set(id, nameOf((await call('get_contact', {contactId: id, fields: ['contact.name', 'contact.firstName', 'contact.lastName']})).contact));
    } catch {
      names.set(id, '');
    }
  }));
  const focused = main.contains(document.activeElement);
  draw();
  if (focused) main.querySelector('[aria-pressed=true]')?.focus();
}

function draw() {
  const events = days[chosen] ?? [];
  const word = status => ({noshow: 'no-show'})[status] ?? status;
  show(
    el('div.head', {}, el('h1', {}, chosen ? day(chosen) : 'Appointments'),
      el('p.quiet', {}, events.length + (events.length === 1 ? ' appointment' : ' appointments') + (zone ? ' · ' + zone.replaceAll('_', ' ') : ''))),
    strip(Object.keys(days), chosen, each => days[each].length + ' booked', choose),
    events.length ? el('ol.day', {}, events.map(event => {
      const status = event.appointmentStatus ?? event.appoinmentStatus;
      const who = event.contactName ?? event.contact?.name ?? names.get(event.contactId);
      return el(status === 'cancelled' || status === 'invalid' ? 'li.gone' : 'li', {},
        el('time', {datetime: event.startTime}, event.endTime > event.startTime ? hours(event.startTime, event.endTime) : hour(event.startTime)),
        el('div', {}, el('h2', {}, event.title || who || 'Appointment'),
          el('p.quiet', {}, [who !== event.title && who, event.assignedUserName && 'with ' + event.assignedUserName, event.address].filter(Boolean).join(' · ')),
          event.notes && el('p.quiet', {}, event.notes)),
        status && el('span.tag' + (TONES[status] ? '.' + TONES[status] : ''), {}, word(status)));
    })) : el('p.empty', {}, 'No appointments.'));
}
