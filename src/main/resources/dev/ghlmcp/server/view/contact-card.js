// One contact: who it is, how to reach it, and what is open with it as far as the answer says.
async function render(result) {
  const contact = result.contact ?? result;
  const named = new Map();
  draw(contact, named, result);
  const fields = contact.customFields;
  if (Array.isArray(fields) && fields.some(field => !field.name) && offers('list_custom_fields')) {
    try {
      const known = (await call('list_custom_fields', {model: 'contact'})).customFields ?? [];
      known.forEach(field => named.set(field.id, field.name));
      draw(contact, named, result);
    } catch {
      // The rest of the card stands without these names.
    }
  }
}

const text = value => Array.isArray(value) ? value.map(text).join(', ')
  : typeof value === 'object' && value ? Object.values(value).map(text).join(', ') : String(value ?? '');
const facts = list => el('dl.facts', {}, list.filter(([, value]) => text(value))
  .map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, text(value)))));
const panel = (title, ...content) => el('section.panel', {}, el('h2', {}, title), ...content);

const lines = (title, list, line, more) => list?.length && panel(title, el('ul.lines', {}, list.map(one => el('li', {}, line(one)))),
  more && el('p.quiet', {}, `and ${more} more`));
const line = (title, ...details) => [el('div', {}, title), el('p.quiet', {}, details.filter(Boolean).join(' · '))];
const moment = text => `${date(text)}, ${hour(text)}`;

function draw(contact, named, all) {
  const name = nameOf(contact);
  const initials = name.split(/\s+/).map(word => [...word][0]).filter(letter => /\p{L}|\p{N}/u.test(letter));
  const fields = Array.isArray(contact.customFields)
    ? contact.customFields.map(field => [field.name ?? named.get(field.id), field.value ?? field.fieldValue]).filter(([label]) => label)
    : Object.entries(contact.customFields ?? {});
  const tone = {customer: 'good', lead: 'info'}[contact.type];
  show(
    el('div.person', {},
      el('div.face', {'aria-hidden': 'true'}, (initials[0] ?? '?') + (initials.length > 1 ? initials.at(-1) : '')),
      el('div', {}, el('h1', {}, name),
        el('div.row', {}, contact.companyName && el('span.quiet', {}, contact.companyName),
          contact.type && el('span.tag' + (tone ? '.' + tone : ''), {}, contact.type),
          (contact.dnd || contact.doNotDisturb) && el('span.tag.bad', {}, 'do not disturb')))),
    facts([['Email', contact.email], ['Phone', contact.phone],
      ['Address', [contact.address1, [contact.city, contact.state, contact.postalCode].filter(Boolean).join(' '), contact.country].filter(Boolean).join(', ')],
      ['Born', contact.dateOfBirth && date(contact.dateOfBirth)], ['Source', contact.source], ['Owner', contact.assignedToName ?? contact.owner],
      ['Website', contact.website], ['Added', (contact.dateAdded ?? contact.since) && date(contact.dateAdded ?? contact.since)]]),
    contact.tags?.length > 0 && panel('Tags', el('ul.tags', {}, contact.tags.map(tag => el('li.tag', {}, tag)))),
    fields.length > 0 && panel('Custom fields', facts(fields)),
    lines('Next appointments', all.nextAppointments, one => line(one.title || 'Appointment', one.startTime && moment(one.startTime), one.calendar, one.with, one.appointmentStatus), all.nextAppointmentsLeftOut),
    lines('Open opportunities', all.openOpportunities, one => line(one.name, one.monetaryValue != null && number(one.monetaryValue), one.stage, one.pipeline)),
    lines('Open tasks', all.openTasks, one => line(one.title, one.dueDate && 'due ' + moment(one.dueDate), one.assignedTo), all.openTasksLeftOut),
    lines('Notes', all.notes, one => line(one.body || one.title, one.date && date(one.date), one.by), all.notesLeftOut),
    all.lastMessage?.body && panel('Last message', line(all.lastMessage.body, all.lastMessage.date && moment(all.lastMessage.date),
      {inbound: 'from the contact', outbound: 'to the contact'}[all.lastMessage.lastMessageDirection])),
    all.notRead && el('p.note.bad', {}, 'Not read: ' + Object.keys(all.notRead).join(', ')));
}
