// One contact: who it is and how to reach it.
async function render(result) {
  const contact = result.contact ?? result;
  const named = new Map();
  draw(contact, named);
  const fields = contact.customFields ?? [];
  if (fields.some(field => !field.name) && offers('list_custom_fields')) {
    try {
      const known = (await call('list_custom_fields', {model: 'contact'})).customFields ?? [];
      known.forEach(field => named.set(field.id, field.name));
      draw(contact, named);
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

function draw(contact, named) {
  const name = nameOf(contact);
  const initials = name.split(/\s+/).map(word => [...word][0]).filter(letter => /\p{L}|\p{N}/u.test(letter));
  const fields = (contact.customFields ?? []).map(field => [field.name ?? named.get(field.id), field.value ?? field.fieldValue])
    .filter(([label]) => label);
  const tone = {customer: 'good', lead: 'info'}[contact.type];
  show(
    el('div.person', {},
      el('div.face', {'aria-hidden': 'true'}, (initials[0] ?? '?') + (initials.length > 1 ? initials.at(-1) : '')),
      el('div', {}, el('h1', {}, name),
        el('div.row', {}, contact.companyName && el('span.quiet', {}, contact.companyName),
          contact.type && el('span.tag' + (tone ? '.' + tone : ''), {}, contact.type),
          contact.dnd && el('span.tag.bad', {}, 'do not disturb')))),
    facts([['Email', contact.email], ['Phone', contact.phone],
      ['Address', [contact.address1, [contact.city, contact.state, contact.postalCode].filter(Boolean).join(' '), contact.country].filter(Boolean).join(', ')],
      ['Born', contact.dateOfBirth && date(contact.dateOfBirth)], ['Source', contact.source], ['Owner', contact.assignedToName ?? contact.owner?.name],
      ['Website', contact.website], ['Added', contact.dateAdded && date(contact.dateAdded)]]),
    contact.tags?.length && panel('Tags', el('ul.tags', {}, contact.tags.map(tag => el('li.tag', {}, tag)))),
    fields.length && panel('Custom fields', facts(fields)));
}
