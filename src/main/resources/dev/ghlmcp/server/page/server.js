class Refused extends Error {
  constructor(status, message) { super(message); this.status = status; }
}

const token = {
  get value() { return sessionStorage.getItem('token'); },
  set value(text) { text ? sessionStorage.setItem('token', text) : sessionStorage.removeItem('token'); },
};

async function ask(path, options) {
  const headers = {...options.headers};
  if (token.value) headers.Authorization = 'Bearer ' + token.value;
  let response;
  try {
    response = await fetch(path, {...options, headers, cache: 'no-store', credentials: 'omit', redirect: 'error'});
  } catch (e) {
    throw e.name === 'AbortError' ? e : new Refused(0, 'The server does not answer. Is it still running?');
  }
  if (!response.ok) {
    const said = await response.json().catch(() => ({}));
    throw new Refused(response.status, said.error?.message || said.error || 'The server answered with status ' + response.status);
  }
  return response;
}

async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    const parts = (rest + next.value).split(/\r?\n\r?\n/);
    rest = parts.pop();
    for (const part of parts) {
      const data = part.split(/\r?\n/).filter(line => line.startsWith('data:')).map(line => line.slice(5)).join('\n');
      if (data.trim()) yield JSON.parse(data);
    }
  }
}

/* An MCP client, as small as can be: one session of Streamable HTTP. */
const mcp = {
  path: 'mcp',
  session: null,
  last: 0,

  async connect(path) {
    await this.leave();
    this.path = path;
    const answer = await this.request('initialize', {
      protocolVersion: PROTOCOL,
      capabilities: {elicitation: {form: {}}},
      clientInfo: {name: 'ghl-mcp-page', title: 'Front page', version: document.documentElement.dataset.version || '1'},
    });
    await this.post({jsonrpc: '2.0', method: 'notifications/initialized'});
    return answer;
  },

  post(message, signal) {
    const headers = {'Content-Type': 'application/json', Accept: 'application/json, text/event-stream'};
    if (this.session) Object.assign(headers, {'Mcp-Session-Id': this.session, 'MCP-Protocol-Version': PROTOCOL});
    return ask(this.path, {method: 'POST', headers, body: JSON.stringify(message), signal});
  },

  async request(method, params, signal) {
    const id = ++this.last;
    const message = {jsonrpc: '2.0', id, method, params};
    let response;
    try {
      response = await this.post(message, signal);
    } catch (e) {
      // A session that has ended took nothing with it: the request was not looked at.
      if (e.status !== 404 || !this.session) throw e;
      this.session = null;
      await this.connect(this.path);
      response = await this.post(message, signal);
    }
    this.session = response.headers.get('Mcp-Session-Id') || this.session;
    if (!response.headers.get('Content-Type')?.startsWith('text/event-stream')) {
      return this.result(await response.json());
    }
    for await (const said of events(response.body)) {
      if (said.id === id && !said.method) return this.result(said);
      if (said.method && said.id !== undefined) this.answer(said);
    }
    throw new Refused(0, 'The server ended its answer early; whether the call was done is unknown.');
  },

  result(message) {
    if (message.error) throw new Refused(200, message.error.message);
    return message.result;
  },

  async answer(request) {
    const reply = {jsonrpc: '2.0', id: request.id};
    if (request.method === 'elicitation/create') reply.result = await person(request.params);
    else if (request.method === 'ping') reply.result = {};
    else reply.error = {code: -32601, message: 'This page does not know ' + request.method};
    await this.post(reply).catch(() => {});
  },

  cancel() {
    const message = {jsonrpc: '2.0', method: 'notifications/cancelled', params: {requestId: this.last, reason: 'The person at the page'}};
    return this.post(message).catch(() => {});
  },

  async all(method, member) {
    const found = [];
    let cursor;
    do {
      const page = await this.request(method, cursor ? {cursor} : {});
      found.push(...page[member]);
      cursor = page.nextCursor;
    } while (cursor);
    return found;
  },

  async leave() {
    if (!this.session) return;
    const headers = {'Mcp-Session-Id': this.session};
    this.session = null;
    await ask(this.path, {method: 'DELETE', headers, keepalive: true}).catch(() => {});
  },
};
