'use strict';

// An operation that cannot be watched: a step that calls the tool. What only reads is a search of Zapier's.

const { call } = require('./server');
const { inputFields, outputFields, values, words } = require('./fields');

const consent = ({ asked, key }) =>
  !asked ? '' : ` Needs confirm.allow with ${key} on your server${asked.length ? `, if ${asked.join(' or ')} is given` : ''}.`;

/** Of a list what is in it, else the answer itself. */
const hits = (answer) => {
  const lists = Object.values(answer).filter(Array.isArray);
  return answer.paging && lists.length === 1 ? lists[0] : [answer];
};

module.exports = (entry) => {
  const perform = (z, bundle) => call(z, bundle, entry, values(entry.input, bundle.inputData));
  const sample = entry.reads ? hits(entry.sample)[0] : entry.sample;
  return {
    key: entry.key,
    noun: words(entry.key.replace(/^[a-z]+_/, '')),
    display: { label: words(entry.title), description: entry.description + consent(entry) },
    operation: {
      perform: entry.reads ? async (z, bundle) => hits(await perform(z, bundle)) : perform,
      inputFields: inputFields(entry.input),
      outputFields: outputFields(sample),
      sample,
    },
  };
};
