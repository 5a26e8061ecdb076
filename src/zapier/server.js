'use strict';

// The user's own `ghl-mcp http`: every answer that is no success becomes an error with the server's sentence.

const VERSION = '2026-07-28';

/** A limit is used up, and nothing was done: Zapier may do the step again. */
const THROTTLED = /^(?:Nothing was sent|[^:]* and nothing was changed; no other was sent): .* in (\d+) (s|min|h)\. Call again then\./s;
const SECONDS = { s: 1, min: 60, h: 3600 };

const base = (bundle) =>
  String(bundle.authData.url || '')
    .trim()
    .replace(/\/+$/, '')
    .replace(/\/mcp$/, '');

const sentence = (answer) => {
  const error = answer && answer.error;
  return (error && error.message) || (answer && answer.error_description) || (typeof error === 'string' ? error : null);
};

const request = async (z, bundle, path, options) => {
  const url = base(bundle) + path;
  if (!/^https?:\/\/[^/]+/.test(url)) {
    throw new z.errors.Error('Server URL must begin with https://, such as https://mcp.example.com', 'address', 400);
  }
  let response;
  try {
    response = await z.request({
      ...options,
      url,
      headers: { Accept: 'application/json', Authorization: `Bearer ${bundle.authData.token}`, ...options.headers },
      skipThrowForStatus: true,
      throwForThrottlingEarly: false,
    });
  } catch (e) {
    if (e.name !== 'FetchError') {
      throw e;
    }
    throw new z.errors.Error(
      `${base(bundle)} does not answer (${e.code || e.type}): is \`ghl-mcp http\` running there, and can the internet reach it?`,
      'unreachable',
      503,
    );
  }
  let answer = null;
  try {
    answer = JSON.parse(response.content);
  } catch {
    // Not this server's: a proxy's page, say.
  }
  const said = sentence(answer);
  if (response.status === 401) {
    throw new z.errors.ExpiredAuthError(said || 'The server refuses the token');
  }
  if (response.status === 429) {
    const after = Number(response.getHeader('Retry-After'));
    throw new z.errors.ThrottledError(said || 'Too many requests at once', after > 0 ? after : 60);
  }
  if (said || response.status >= 400 || answer === null) {
    throw new z.errors.Error(
      said || `${base(bundle)} answered ${response.status}, but not as ghl-mcp does: is that its address?`,
      'refused',
      response.status >= 400 ? response.status : 502,
    );
  }
  return answer;
};

/** The events of an operation, the newest first. */
const events = (z, bundle, operation, params) =>
  request(z, bundle, `/triggers/${operation}`, { method: 'GET', params });

/** What a tool answers. A Zap must stop where nothing was done, so a question of the server's is an error too. */
const call = async (z, bundle, { key: name, toolset }, args) => {
  // Its toolset's path has it also where `tools.surface: search` does not list it at `/mcp`.
  const { result } = await request(z, bundle, `/mcp/x/${toolset}`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'MCP-Protocol-Version': VERSION,
      'Mcp-Method': 'tools/call',
      'Mcp-Name': name,
    },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: {
        name,
        arguments: args,
        _meta: {
          'io.modelcontextprotocol/protocolVersion': VERSION,
          'io.modelcontextprotocol/clientInfo': { name: 'zapier', version: '1.0.0' },
          'io.modelcontextprotocol/clientCapabilities': {},
        },
      },
    }),
  });
  const answer = (result && result.structuredContent) || {};
  const text = ((result && result.content) || []).map((part) => part.text || '').join('\n');
  if (!result || result.isError) {
    const later = THROTTLED.exec(text);
    if (later) {
      throw new z.errors.ThrottledError(text, Number(later[1]) * SECONDS[later[2]]);
    }
    throw new z.errors.Error(text || `${name} failed, and the server does not say why`, 'refused', 400);
  }
  if (answer.done === false && answer.confirm) {
    throw new z.errors.Error(
      `Nothing was done, because a person would have to agree and a Zap cannot ask one. ${answer.wouldHappen} ` +
        `To let Zaps do this unasked, the operator of ghl-mcp names it in confirm.allow (GHL_CONFIRM_ALLOW=${name}).`,
      'unasked',
      403,
    );
  }
  return result.structuredContent || { text };
};

module.exports = { base, call, events };
