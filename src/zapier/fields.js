'use strict';

// Between the JSON schema of a tool's arguments and Zapier's form. An object becomes a field for each of its members
// (`discount__value`), a list of plain objects line items, and what is deeper than that a field for JSON.

const { dropdown } = require('./dropdowns');

const LONG = /^(body|description|rawHTML|notes|termsNotes)$/;
const ELSEWHERE = /\bfrom (?:search|list|get)_\w+(?:(?:, | or )(?:search|list|get)_\w+)*/gi;

const HELP = {
  dryRun: 'Sends nothing; the step shows the request that would go out.',
  clear: 'Names of fields to empty.',
  locationId: "Another sub-account. Leave it empty for the server's own.",
};

const words = (name) =>
  name
    .replace(/^_+/, '')
    .replace(/_+/g, ' ')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/\b[a-z]/g, (letter) => letter.toUpperCase());

const isPlain = (schema) => schema.type !== 'object' && schema.type !== 'array';
const isFlat = (schema) =>
  Object.values(schema.properties || {}).every((member) =>
    member.type === 'object' ? isFlat(member) : isPlain(member.items || member),
  );
const isRows = (schema) =>
  schema.type === 'array' && schema.items.type === 'object' && Object.values(schema.items.properties).every(isPlain);

/** What JSON looks like that fits. */
const shape = (schema) => {
  if (schema.type === 'array') {
    return [shape(schema.items)];
  }
  if (schema.type === 'object') {
    return Object.fromEntries(Object.entries(schema.properties).map(([name, member]) => [name, shape(member)]));
  }
  return schema.enum ? schema.enum[0] : { integer: 0, number: 0, boolean: true }[schema.type] ?? '...';
};

const described = ({ items = {}, properties = items.properties }) =>
  Object.entries(properties || {})
    .filter(([, { description }]) => description)
    .map(([name, { description }]) => `${name}: ${description}`);

const help = (name, schema) => {
  const said = [HELP[name] || schema.description];
  if (isDeep(schema)) {
    said.push(`JSON such as \`${JSON.stringify(shape(schema))}\``, ...described(schema));
  }
  return said
    .filter(Boolean)
    .join('. ')
    .replace(ELSEWHERE, (found) => `${found.slice(0, 4)} an earlier step`);
};

const isDeep = (schema) =>
  schema.type === 'object' ? !isFlat(schema) : schema.type === 'array' && !isPlain(schema.items) && !isRows(schema);
const isJson = (schema) => isDeep(schema) || (schema.type === 'string' && /^JSON\b/.test(schema.description));

const type = (name, schema) => {
  if (isJson(schema)) {
    return 'code';
  }
  const plain = schema.type === 'array' ? schema.items : schema;
  if (plain.format === 'date-time') {
    return 'datetime';
  }
  return ['integer', 'number', 'boolean'].includes(plain.type) ? plain.type : LONG.test(name) ? 'text' : 'string';
};

const field = (key, name, schema, required) => {
  const made = { key, label: words(key.replaceAll('__', ' ')), type: type(name, schema), required };
  const text = help(name, schema);
  if (text) {
    made.helpText = text;
  }
  const choices = (schema.items || schema).enum;
  if (choices) {
    made.choices = choices.map(String);
  }
  const dynamic = dropdown(name);
  if (dynamic && made.type === 'string') {
    made.dynamic = dynamic;
  }
  if (schema.type === 'array' && made.type !== 'code') {
    made.list = true;
  }
  return made;
};

/** The form for some arguments. */
const inputFields = (schema, prefix = '') =>
  Object.entries(schema.properties).flatMap(([name, member]) => {
    const key = prefix + name;
    const required = !prefix && (schema.required || []).includes(name);
    if (member.type === 'object' && isFlat(member)) {
      return inputFields(member, `${key}__`);
    }
    if (isRows(member)) {
      const children = Object.entries(member.items.properties).map(([child, its]) => ({
        ...field(`${key}__${child}`, child, its, false),
        label: words(child),
      }));
      return [{ key, label: words(name), children }];
    }
    return [field(key, name, member, required)];
  });

const isEmpty = (value) =>
  value === undefined ||
  value === null ||
  value === '' ||
  (typeof value === 'object' && Object.values(value).every(isEmpty));

/** What a line item holds, whose fields carry its name before theirs. */
const row = (filled, name) =>
  Object.fromEntries(
    Object.entries(filled)
      .filter(([, value]) => !isEmpty(value))
      .map(([key, value]) => [key.replace(`${name}__`, ''), value]),
  );

/** The arguments that a filled form means. What is left empty is left out. */
const values = (schema, input, prefix = '') => {
  const found = {};
  for (const [name, member] of Object.entries(schema.properties)) {
    const value =
      member.type === 'object' && isFlat(member)
        ? values(member, input, `${prefix}${name}__`)
        : isRows(member) && !isEmpty(input[prefix + name])
          ? [].concat(input[prefix + name]).map((filled) => row(filled, prefix + name))
          : input[prefix + name];
    if (!isEmpty(value)) {
      found[name] = value;
    }
  }
  return found;
};

const kind = (value) =>
  Number.isInteger(value) ? 'integer' : ['number', 'boolean'].includes(typeof value) ? typeof value : 'string';

/** What a step can use of an answer like this one. */
const outputFields = (sample, prefix = '') =>
  Object.entries(sample).flatMap(([name, value]) => {
    const key = prefix + name;
    const nested = value !== null && typeof value === 'object';
    if (nested && !Array.isArray(value)) {
      return outputFields(value, `${key}__`);
    }
    if (nested && value.length > 0 && typeof value[0] === 'object') {
      return outputFields(value[0], `${key}[]`);
    }
    return [{ key, label: words(key.replace(/__|\[\]/g, ' ')), type: kind(nested ? value[0] : value), list: nested }];
  });

module.exports = { inputFields, outputFields, values, words };
