'use strict';

// Every trigger and action as Zapier runs it, against a server whose account is a sandbox (AutomationIT starts it).

const assert = require('node:assert');
const http = require('node:http');
const { readFileSync } = require('node:fs');
const { after, before, describe, test } = require('node:test');
const zapier = require('zapier-platform-core');
const app = require('./index');
const catalog = require('./catalog.json');
const { inputFields, values } = require('./fields');

const { GHL_MCP_URL, GHL_MCP_ASKING_URL, GHL_MCP_TOKEN, GHL_MCP_EXAMPLES } = process.env;
if (!GHL_MCP_EXAMPLES) {
  throw new Error('These tests need a server: run `./mvnw verify -DskipTests -Dit.test=AutomationIT` in the clone');
}
const examples = JSON.parse(readFileSync(GHL_MCP_EXAMPLES, 'utf8'));
const auth = (url = GHL_MCP_URL) => ({ url, token: GHL_MCP_TOKEN });

/** In Zapier's harness, which copies the whole app for each call: so it gets only what is called. */
const run = (perform, bundle) => {
  const only = (all) => Object.fromEntries(Object.entries(all).filter(([, one]) => one.operation.perform === perform));
  const { triggers, creates, searches } = app;
  const part = { ...app, triggers: only(triggers), creates: only(creates), searches: only(searches) };
  return zapier.createAppTester(part)(perform, bundle);
};

const visible = Object.values(app.triggers).filter(({ display }) => !display.hidden);

/** The form as a person would fill it for some arguments. */
const form = (schema, args) => {
  const filled = {};
  for (const field of inputFields(schema)) {
    const value = field.key.split('__').reduce((found, name) => found && found[name], args);
    if (value !== undefined && field.children) {
      const named = (one) => Object.fromEntries(Object.entries(one).map(([name, its]) => [`${field.key}__${name}`, its]));
      filled[field.key] = value.map(named);
    } else if (value !== undefined) {
      filled[field.key] = field.type === 'code' && typeof value === 'object' ? JSON.stringify(value) : value;
    }
  }
  return filled;
};

const bundle = (entry, meta = {}, url = GHL_MCP_URL) => ({
  authData: auth(url),
  inputData: form(entry.input, examples[entry.key]),
  meta,
});

const performOf = (entry) => (app.creates[entry.key] || app.searches[entry.key]).operation.perform;

const sentence = (error) => {
  try {
    return JSON.parse(error.message).message;
  } catch {
    return error.message;
  }
};

const fails = async (promise, name, said) => {
  const error = await promise.then(
    (answer) => assert.fail(`no error, but ${JSON.stringify(answer)}`),
    (thrown) => thrown,
  );
  assert.strictEqual(error.name, name, error.stack);
  assert.match(sentence(error), said);
};

describe('the app', () => {
  test('is what Zapier takes', async () => {
    const { results } = await zapier.createAppHandler(app)({ command: 'validate' });
    assert.deepStrictEqual(results.map(({ stack }) => stack), []);
  });

  test('has every operation once, under labels that differ', () => {
    const actions = [...Object.values(app.creates), ...Object.values(app.searches)];
    for (const [all, count] of [[visible, 55], [actions, 71]]) {
      assert.strictEqual(all.length, count);
      assert.strictEqual(new Set(all.map(({ display }) => display.label)).size, count);
    }
  });

  test('makes of a filled form the arguments again', () => {
    for (const { key, input } of [...catalog.triggers, ...catalog.actions]) {
      const args = values(input, form(input, examples[key]));
      for (const [name, value] of Object.entries(args)) {
        const meant = typeof value === 'string' && /^[[{]/.test(value) ? JSON.parse(value) : value;
        assert.deepStrictEqual(meant, examples[key][name], `${key}.${name}`);
      }
    }
  });
});

describe('the connection', () => {
  test('is called after the sub-account', async () => {
    const { name } = await run(app.authentication.test, { authData: auth() });
    assert.strictEqual(name, `Harbor Dental (${new URL(GHL_MCP_URL).host})`);
  });

  test('takes the address as clients of MCP write it', async () => {
    await run(app.authentication.test, { authData: auth(`${GHL_MCP_URL}/mcp/`) });
  });

  test('fails with a wrong token', () =>
    fails(run(app.authentication.test, { authData: { url: GHL_MCP_URL, token: 'wrong' } }), 'ExpiredAuthError', /token/));

  test('fails where no server is', () =>
    fails(run(app.authentication.test, { authData: auth('http://127.0.0.1:1') }), 'AppError', /ghl-mcp http/));

  test('fails without an address', () =>
    fails(run(app.authentication.test, { authData: auth('mcp.example.com') }), 'AppError', /https:\/\//));
});

describe('triggers', () => {
  for (const entry of catalog.triggers) {
    test(entry.key, async () => {
      const trigger = app.triggers[entry.key];
      const shown = await run(trigger.operation.perform, bundle(entry, { isLoadingSample: true }));
      assert.ok(shown.length > 0, 'nothing to set the Zap up with');
      for (const name of Object.keys(shown[0].data.item)) {
        assert.ok(
          trigger.operation.outputFields.some(({ key }) => new RegExp(`^data__item__${name}(__|\\[|$)`).test(key)),
          `${name} can be used by later steps`,
        );
      }
      const polled = await run(trigger.operation.perform, bundle(entry));
      assert.strictEqual(polled.length, entry.kind === 'MEDIA' ? 1 : 0, 'what was there before is no event');
    });
  }

  test('say what is missing', () =>
    fails(run(app.triggers.get_contact.operation.perform, { authData: auth(), inputData: {}, meta: {} }), 'AppError', /contactId/));

  test('fill dropdowns', async () => {
    for (const { key, operation } of Object.values(app.triggers).filter(({ display }) => display.hidden)) {
      const choices = await run(operation.perform, { authData: auth(), inputData: {}, meta: {} });
      assert.ok(choices.length > 0 && choices.every(({ id, name }) => id && name), key);
    }
  });

  test('offer the stages of the chosen pipeline', async () => {
    const pick = (inputData) => run(app.triggers.pick_stage.operation.perform, { authData: auth(), inputData, meta: {} });
    const chosen = await pick({ pipelineId: examples.create_opportunity.pipelineId });
    assert.ok(chosen.length > 0 && chosen.length < (await pick({})).length);
  });
});

describe('actions', () => {
  // What is made and deleted would be in the way of others.
  const LAST = ['delete_association', 'delete_calendar_event', 'delete_calendar', 'delete_contact'];
  const late = ({ key }) => (LAST.includes(key) ? 3 : key.startsWith('delete_') ? 2 : /^(create|upsert)_/.test(key) ? 1 : 0);
  for (const entry of [...catalog.actions].sort((one, other) => late(one) - late(other))) {
    test(entry.key, async () => {
      if (entry.asked && entry.asked.length === 0) {
        const asking = run(performOf(entry), bundle(entry, {}, GHL_MCP_ASKING_URL));
        await fails(asking, 'AppError', new RegExp(`^Nothing was .*GHL_CONFIRM_ALLOW=${entry.key}\\)`, 's'));
      }
      const filled = bundle(entry);
      for (const name of ['slug', 'urlSlug'].filter((slug) => entry.key.startsWith('create_') && filled.inputData[slug])) {
        filled.inputData[name] += '-made'; // That of the example is an update's by now.
      }
      const answer = await run(performOf(entry), filled);
      const one = entry.reads ? answer[0] : answer;
      assert.ok(one && typeof one === 'object' && Object.keys(one).length > 0, JSON.stringify(answer));
    });
  }

  test('show with a dry run what would be sent', async () => {
    const entry = catalog.actions.find(({ key }) => key === 'create_contact');
    const dry = bundle(entry);
    dry.inputData.dryRun = true;
    assert.match((await run(performOf(entry), dry)).dryRun, /^Nothing was sent/);
  });

  test('fail with the sentence of the server', () =>
    fails(
      run(app.creates.add_contact_tags.operation.perform, {
        authData: auth(),
        inputData: { contactId: 'nobody00000000000000', tags: ['vip'] },
        meta: {},
      }),
      'AppError',
      /not found/i,
    ));

  test('find nobody without an error', async () => {
    const search = { authData: auth(), inputData: { email: 'nobody@example.com' }, meta: {} };
    assert.deepStrictEqual(await run(app.searches.find_contact.operation.perform, search), []);
  });
});

describe('answers of another server', () => {
  let server;
  let answer;
  before(async () => {
    server = http.createServer((request, response) => answer(request, response));
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  after(() => server.close());

  const there = (inputData = {}) => ({ authData: auth(`http://127.0.0.1:${server.address().port}`), inputData, meta: {} });
  const poll = (inputData) => run(app.triggers.search_contacts.operation.perform, there(inputData));

  test('a page of a proxy', async () => {
    answer = (_, response) => response.writeHead(502, { 'Content-Type': 'text/html' }).end('<html>Bad gateway</html>');
    await fails(poll(), 'AppError', /answered 502/);
  });

  test('a page that is no error', async () => {
    answer = (_, response) => response.end('<html>Welcome</html>');
    await fails(poll(), 'AppError', /is that its address/);
  });

  test('too many requests are tried again later', async () => {
    const body = '{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"wait for answers"}}';
    answer = (_, response) => response.writeHead(429, { 'Retry-After': '7' }).end(body);
    const error = await poll().catch((thrown) => thrown);
    assert.strictEqual(error.name, 'ThrottledError');
    assert.deepStrictEqual(JSON.parse(error.message), { message: 'wait for answers', delay: 7 });
  });

  test('a step that found a limit of HighLevel used up is done again later', async () => {
    const text =
      "Nothing was sent: HighLevel's limit of 100 requests in 10 s for sub-account abc is used up, and there is room again" +
      ' in 5 s. Call again then. Fewer calls that ask for more each use less of it.';
    const result = { isError: true, content: [{ type: 'text', text }] };
    answer = (_, response) => response.end(JSON.stringify({ jsonrpc: '2.0', id: 1, result }));
    const error = await run(app.creates.create_contact.operation.perform, there()).catch((thrown) => thrown);
    assert.strictEqual(error.name, 'ThrottledError');
    assert.deepStrictEqual(JSON.parse(error.message), { message: text, delay: 5 });
  });

  test('a test of a trigger shows what is there, whatever it waits for', async () => {
    answer = (_, response) => response.end(JSON.stringify([{ id: 'evt_1', data: { change: 'new', item: {} } }]));
    const test = { ...there({ changes: ['removed'] }), meta: { isLoadingSample: true } };
    const found = await run(app.triggers.search_contacts.operation.perform, test);
    assert.deepStrictEqual(found.map(({ id }) => id), ['evt_1']);
  });

  test('a result that is none', async () => {
    answer = (_, response) => response.end('{"jsonrpc":"2.0","id":1}');
    await fails(run(app.creates.create_contact.operation.perform, there()), 'AppError', /create_contact failed/);
  });

  test('only the changes that are wanted', async () => {
    const events = ['changed', 'new', 'changed'].map((change, i) => ({ id: `evt_${i}`, data: { change, item: {} } }));
    let asked;
    answer = (request, response) => {
      asked = request.url;
      response.end(JSON.stringify(events));
    };
    const found = await poll({ query: 'a, b&c', changes: ['new'], every: '1m', filters: '[{"field":"tags"}]' });
    assert.deepStrictEqual(found.map(({ id }) => id), ['evt_1']);
    const { searchParams } = new URL(asked, 'http://localhost');
    assert.deepStrictEqual(
      Object.fromEntries(searchParams),
      { query: 'a, b&c', every: '1m', filters: '[{"field":"tags"}]' },
    );
  });
});
