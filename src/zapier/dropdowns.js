'use strict';

// Hidden triggers that fill the dropdowns of ids. Names may be typed or mapped in their place: the server knows them.

const catalog = require('./catalog.json');
const { call } = require('./server');

const named = (list) => (answer) => (answer[list] || []).map(({ id, _id, name }) => ({ id: id || _id, name }));

const stages = ({ pipelines }, { pipelineId }) => {
  const chosen = pipelines.filter(({ id, name }) => id === pipelineId || name === pipelineId);
  return (chosen.length ? chosen : pipelines).flatMap((pipeline) =>
    pipeline.stages.map(({ id, name }) => ({ id, name: chosen.length ? name : `${pipeline.name}: ${name}` })),
  );
};

const LISTS = {
  calendar: { tool: 'list_calendars', pick: named('calendars'), fields: ['calendarId'] },
  pipeline: { tool: 'list_pipelines', pick: named('pipelines'), fields: ['pipelineId'] },
  stage: { tool: 'list_pipelines', pick: stages, fields: ['pipelineStageId'] },
  user: { tool: 'list_location_users', pick: named('users'), fields: ['userId', 'assignedTo', 'assignedUserId'] },
  workflow: { tool: 'list_workflows', pick: named('workflows'), fields: ['workflowId'] },
  campaign: { tool: 'list_campaigns', pick: named('campaigns'), fields: ['campaignId'] },
  business: { tool: 'list_businesses', pick: named('businesses'), fields: ['businessId'] },
  location: { tool: 'list_locations', pick: named('locations'), fields: ['locationId'] },
};

const trigger = ([noun, { tool, pick }]) => ({
  key: `pick_${noun}`,
  noun,
  display: { label: `Pick a ${noun}`, description: `Fills the dropdown of each ${noun}.`, hidden: true },
  operation: {
    perform: async (z, bundle) => {
      const { locationId } = bundle.inputData;
      const args = locationId && noun !== 'location' ? { locationId } : {};
      const entry = catalog.triggers.find(({ key }) => key === tool);
      return pick(await call(z, bundle, entry, args), bundle.inputData);
    },
  },
});

/** Where the choices of an argument come from; undefined for nowhere. */
const dropdown = (name) => {
  const found = Object.entries(LISTS).find(([, { fields }]) => fields.includes(name));
  return found && `pick_${found[0]}.id.name`;
};

module.exports = { dropdown, dropdowns: Object.entries(LISTS).map(trigger) };
