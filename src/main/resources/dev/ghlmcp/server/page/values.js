const article = type => ({integer: 'a whole number', number: 'a number', boolean: 'true or false', array: 'a list', object: 'an object', string: 'a text', null: 'null'})[type] || type;
const types = schema => schema.type === undefined ? [] : [schema.type].flat();

function fits(type, value) {
  switch (type) {
    case 'integer': return Number.isInteger(value);
    case 'number': return typeof value === 'number';
    case 'array': return Array.isArray(value);
    case 'object': return value !== null && typeof value === 'object' && !Array.isArray(value);
    case 'null': return value === null;
    default: return typeof value === type;
  }
}

/* What is wrong with a value, in a sentence, or null. */
function complaint(name, schema, value) {
  const allowed = types(schema);
  if (allowed.length && !allowed.some(type => fits(type, value))) return name + ' must be ' + allowed.map(article).join(' or ') + '.';
  if (schema.const !== undefined && value !== schema.const) return name + ' must be ' + JSON.stringify(schema.const) + '.';
  if (schema.enum && !schema.enum.includes(value)) return name + ' must be one of ' + schema.enum.join(', ') + '.';
  if (typeof value === 'number') {
    const least = schema.minimum !== undefined && value < schema.minimum;
    const most = schema.maximum !== undefined && value > schema.maximum;
    if (least || most) {
      return name + ' must be ' + (schema.minimum === undefined ? 'at most ' + schema.maximum
        : schema.maximum === undefined ? 'at least ' + schema.minimum : 'between ' + schema.minimum + ' and ' + schema.maximum) + '.';
    }
  }
  if (typeof value === 'string') {
    if (value.length < (schema.minLength || 0)) return name + ' must have at least ' + schema.minLength + ' characters.';
    if (value.length > (schema.maxLength ?? Infinity)) return name + ' may have at most ' + schema.maxLength + ' characters, not ' + value.length + '.';
    if (schema.pattern && !new RegExp(schema.pattern, 'u').test(value)) return name + ' must match ' + schema.pattern + '.';
    if (schema.format === 'email' && !/^\S+@\S+$/.test(value)) return name + ' must be an e-mail address.';
    if (/^date/.test(schema.format || '') && Number.isNaN(Date.parse(value))) return name + ' must be a ' + schema.format + ', such as ' + (schema.format === 'date' ? '2026-05-31' : '2026-05-31T09:00:00Z') + '.';
  }
  if (Array.isArray(value)) {
    if (value.length < (schema.minItems || 0)) return name + ' must have at least ' + schema.minItems + ' entries.';
    if (value.length > (schema.maxItems ?? Infinity)) return name + ' may have at most ' + schema.maxItems + ' entries.';
    for (const [index, item] of value.entries()) {
      const wrong = schema.items && complaint(name + '[' + index + ']', schema.items, item);
      if (wrong) return wrong;
    }
  }
  if (fits('object', value)) {
    for (const member of schema.required || []) {
      if (!(member in value)) return name + ' needs the member ' + member + '.';
    }
    for (const [member, inner] of Object.entries(schema.properties || {})) {
      const wrong = member in value && complaint(name + '.' + member, inner, value[member]);
      if (wrong) return wrong;
    }
  }
  return null;
}

function typeName(schema) {
  const allowed = types(schema);
  if (schema.enum) return 'choice';
  if (allowed.includes('array')) return 'list' + (schema.items?.type ? ' of ' + typeName(schema.items) + 's' : '');
  return {string: 'text', integer: 'whole number', boolean: 'yes or no', object: 'object'}[allowed[0]] || allowed[0] || 'any';
}

function sample(schema) {
  if (schema.enum) return schema.enum[0];
  switch (types(schema)[0]) {
    case 'integer': case 'number': return schema.minimum ?? 1;
    case 'boolean': return true;
    case 'array': return [sample(schema.items || {})];
    case 'object': return Object.fromEntries(Object.entries(schema.properties || {}).slice(0, 4).map(([name, inner]) => [name, sample(inner)]));
    default: return '...';
  }
}

function members(schema) {
  const inner = schema.items || schema;
  if (!inner.properties) return null;
  return el('details', {class: 'hint'}, el('summary', {}, 'Members'), el('ul', {class: 'members'},
    Object.entries(inner.properties).map(([name, member]) => el('li', {}, el('code', {}, name), ' ' + typeName(member)
      + (inner.required?.includes(name) ? ', required' : '') + (member.enum ? ': ' + member.enum.join(', ') : '')
      + (member.description ? '. ' + member.description : ''), members(member)))));
}
