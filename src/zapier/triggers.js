'use strict';

// An operation that can be watched: Zapier asks the user's server for events, the newest first, and tells them apart by
// their ids.

const { events } = require('./server');
const { inputFields, outputFields, values, words } = require('./fields');

const EVERY = ['1m', '5m', '15m', '30m', '1h'];

const either = (all) => [all.slice(0, -1).join(', '), all.at(-1)].filter(Boolean).join(' or ');

/** `contact.task_changed` is about a contact task. */
const thing = (event) => {
  const [area, what] = event.split('.');
  const rest = what.replace(/_?(changed|matched|created)$/, '').replaceAll('_', ' ');
  return rest.split(' ').includes(area) ? rest : `${area} ${rest}`.trim();
};

const LABELS = { id: 'Event Id', name: 'Event', timestamp: 'When', data__change: 'What Happened', data__id: 'Record Id' };

const label = ({ key, label: made }) => LABELS[key] || made.replace(/^Data (Item )?/, '');

const ownFields = ({ changes, every }) => [
  ...(changes.length < 2
    ? []
    : [
        {
          key: 'changes',
          label: 'Only When It Is',
          type: 'string',
          list: true,
          required: false,
          choices: changes,
          helpText: `Leave it empty for ${either(changes)}.`,
        },
      ]),
  {
    key: 'every',
    label: 'Ask HighLevel Every',
    type: 'string',
    required: false,
    choices: EVERY,
    helpText: `Left empty, your server asks HighLevel every ${every / 60} minutes. How often Zapier asks your server depends on your plan.`,
  },
];

const text = (value) => (typeof value === 'object' ? JSON.stringify(value) : String(value));

const perform = async (z, bundle, { key, input }) => {
  const params = Object.fromEntries(Object.entries(values(input, bundle.inputData)).map(([n, v]) => [n, text(v)]));
  if (bundle.inputData.every) {
    params.every = bundle.inputData.every;
  }
  if (bundle.meta.isLoadingSample) {
    params.sample = 'true';
  }
  // What is there is shown as new.
  const wanted = bundle.meta.isLoadingSample ? [] : [].concat(bundle.inputData.changes || []);
  const found = await events(z, bundle, key, params);
  return wanted.length ? found.filter(({ data }) => wanted.includes(data.change)) : found;
};

module.exports = (entry) => {
  const about = thing(entry.event);
  const noun = words(about);
  const single = entry.kind === 'RECORD' || entry.kind === 'PROBE';
  const article = single ? 'one' : /^[aeio]/.test(about) ? 'an' : 'a';
  const changes = words(either(entry.changes)).replace(/ Or /, ' or ');
  const { data } = entry.sample;
  const item = { ...Object.fromEntries(entry.members.map((member) => [member, null])), ...data.item };
  return {
    key: entry.key,
    noun,
    display: {
      label: single ? `${noun} ${changes}` : `${changes} ${noun}`,
      description: `Triggers when ${article} ${about} is ${either(entry.changes)}. Watches ${entry.key}: ${entry.description}`,
    },
    operation: {
      type: 'polling',
      perform: (z, bundle) => perform(z, bundle, entry),
      inputFields: [...inputFields(entry.input), ...ownFields(entry)],
      outputFields: outputFields({ ...entry.sample, data: { ...data, item } }).map((field) => ({
        ...field,
        label: label(field),
      })),
      sample: entry.sample,
    },
  };
};
