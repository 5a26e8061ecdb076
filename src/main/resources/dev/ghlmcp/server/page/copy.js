/* ---- the same call elsewhere ---- */

const STATELESS = '2026-07-28';
const quoted = text => /^[\w@%+:,./-]+$/.test(text) ? text : "'" + text.replaceAll("'", "'\\''") + "'";

function asCommand(tool, values) {
  const flags = Object.entries(values).flatMap(([name, value]) => {
    const flag = '--' + name.replace(/(?<=[a-z0-9])[A-Z]/g, '-$&').toLowerCase();
    const several = Array.isArray(value) && value.length && value.every(item => item === null || typeof item !== 'object');
    return (several ? value : [value]).map(one => flag + ' ' + quoted(typeof one === 'string' ? one : JSON.stringify(one)));
  });
  return ['ghl-mcp', about?.server.sandbox ? '--sandbox' : null, 'call', tool.name, ...flags].filter(Boolean).join(' ');
}

function asMessage(tool, values, meta) {
  return {jsonrpc: '2.0', id: 1, method: 'tools/call', params: {name: tool.name, arguments: values, ...meta}};
}

/* One request, without a session: the protocol of 2026-07-28. */
function asCurl(tool, values) {
  const message = asMessage(tool, values, {_meta: {'io.modelcontextprotocol/protocolVersion': STATELESS, 'io.modelcontextprotocol/clientCapabilities': {}}});
  const headers = ['Content-Type: application/json', 'Accept: application/json, text/event-stream', 'MCP-Protocol-Version: ' + STATELESS,
    'Mcp-Method: tools/call', 'Mcp-Name: ' + tool.name];
  const lines = headers.map(header => "-H '" + header + "'");
  // In double quotes, for the shell to put the token in.
  if (document.documentElement.dataset.door === 'closed') lines.push('-H "Authorization: Bearer $TOKEN"');
  return ['curl -s ' + new URL(mcp.path, document.baseURI).href, ...lines, '-d ' + quoted(JSON.stringify(message))].join(' \\\n  ');
}

/* The call that a form describes, in three languages; `values` gives null where the form is wrong. */
function copies(tool, values) {
  const languages = {'ghl-mcp call': asCommand, curl: asCurl, 'JSON-RPC': (one, given) => JSON.stringify(asMessage(one, given), null, 2)};
  const shown = el('div', {class: 'snippet', hidden: true});
  const choose = language => () => {
    const given = values();
    if (!given) return;
    const text = languages[language](tool, given);
    shown.hidden = false;
    shown.replaceChildren(block(text, language), copyButton(() => text));
  };
  return el('details', {class: 'copies'}, el('summary', {}, 'Copy this call'),
    el('div', {class: 'choices'}, Object.keys(languages).map(language => el('button', {type: 'button', class: 'tiny', onclick: choose(language)}, language))), shown);
}
