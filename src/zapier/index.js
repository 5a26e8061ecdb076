'use strict';

// A private Zapier app for one's own `ghl-mcp http`, made of catalog.json when it is loaded. See docs/zapier.md.

const { version: platformVersion } = require('zapier-platform-core');
const { version } = require('./package.json');
const catalog = require('./catalog.json');
const action = require('./actions');
const trigger = require('./triggers');
const { base, call } = require('./server');
const { dropdowns } = require('./dropdowns');

const READ = catalog.actions.find(({ key }) => key === 'get_location');

const keyed = (all) => Object.fromEntries(all.map((one) => [one.key, one]));

const authentication = {
  type: 'custom',
  fields: [
    {
      key: 'url',
      label: 'Server URL',
      type: 'string',
      required: true,
      isNoSecret: true,
      helpText: 'Where the internet reaches your `ghl-mcp http`, such as `https://mcp.example.com`.',
    },
    {
      key: 'token',
      label: 'Token',
      type: 'password',
      required: true,
      helpText: 'One of the server, made with `ghl-mcp new-token zapier`. It is no token of HighLevel.',
    },
  ],
  test: async (z, bundle) => {
    const host = () => new URL(base(bundle)).host;
    try {
      const { location } = await call(z, bundle, READ, {});
      return { name: `${location.name} (${host()})` };
    } catch (e) {
      // The server is there and takes the token, but has no sub-account of its own, or hides this tool.
      if (/"message":"(Nothing was sent|[^"]* is hidden by|Unknown tool)/.test(e.message)) {
        return { name: host() };
      }
      throw e;
    }
  },
  connectionLabel: '{{name}}',
};

module.exports = {
  version,
  platformVersion,
  flags: { cleanInputData: false },
  authentication,
  triggers: keyed([...catalog.triggers.map(trigger), ...dropdowns]),
  creates: keyed(catalog.actions.filter(({ reads }) => !reads).map(action)),
  searches: keyed(catalog.actions.filter(({ reads }) => reads).map(action)),
};
