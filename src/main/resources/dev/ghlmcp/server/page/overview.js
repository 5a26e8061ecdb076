function overview() {
  const base = new URL('.', document.baseURI).href;
  const auth = document.documentElement.dataset.door === 'closed';
  const header = auth ? {headers: {Authorization: 'Bearer YOUR_TOKEN'}} : {};
  const path = el('select', {'aria-label': 'What the client may use', onchange: () => show()},
    el('option', {value: 'mcp'}, 'All tools'), el('option', {value: 'mcp/readonly'}, 'Tools that only read'));
  const shown = el('div', {class: 'stack'});
  const pretty = value => JSON.stringify(value, null, 2);
  const snippet = (title, text, where) => el('details', {name: 'client', open: title === 'Claude Code'}, el('summary', {}, title),
    where && el('p', {class: 'small quiet'}, where) || null, el('div', {class: 'snippet'}, block(text, title), copyButton(() => text)));
  function show() {
    const url = base + path.value;
    shown.replaceChildren(
      snippet('Claude Code', 'claude mcp add --transport http gohighlevel ' + url + (auth ? ' \\\n  --header "Authorization: Bearer YOUR_TOKEN"' : '')),
      snippet('Claude Desktop', 'ghl-mcp install claude-desktop', 'It starts the program itself, over stdio. On the machine that has both:'),
      snippet('Cursor', pretty({mcpServers: {gohighlevel: {url, ...header}}}), 'In ~/.cursor/mcp.json, or .cursor/mcp.json of a project'),
      snippet('VS Code', pretty({servers: {gohighlevel: {type: 'http', url, ...header}}}), 'In .vscode/mcp.json, or by the command MCP: Open User Configuration'),
      snippet('curl', "curl -s " + url + " -H 'Content-Type: application/json' -H 'Accept: application/json, text/event-stream' \\\n"
        + (auth ? "  -H 'Authorization: Bearer YOUR_TOKEN' \\\n" : '')
        + "  -d '" + JSON.stringify({jsonrpc: '2.0', id: 1, method: 'initialize', params: {protocolVersion: PROTOCOL, capabilities: {}, clientInfo: {name: 'curl', version: '1'}}}) + "'"));
  }
  show();
  const place = (name, text) => el('tr', {}, el('th', {scope: 'row'}, el('code', {}, name)), el('td', {}, text));
  return [
    el('section', {class: 'panel'},
      el('div', {class: 'head'}, el('h1', {tabindex: -1}, 'GoHighLevel for AI assistants')),
      el('p', {class: 'words'}, 'This server gives assistants ' + tools.length + ' tools for one HighLevel account: contacts, calendars, conversations, opportunities and more. Choose a tool to read what it takes and to try it'
        + (about?.server.sandbox ? '; the account is a sandbox, so nothing you do is real.' : '. What you do here is done to the real account.'))),
    el('section', {class: 'panel'}, el('h2', {}, 'Endpoints'), el('table', {class: 'places'}, el('tbody', {},
      place('/mcp', 'Streamable HTTP, all tools that are configured'),
      place('/mcp/readonly', 'only tools that read'),
      place('/mcp/x/contacts,calendars', 'only some toolsets; append /readonly for both'),
      about?.server.sse ? place('/sse', 'HTTP+SSE, for older clients') : null,
      place('/metrics', 'Prometheus'),
      place('/health/ready', 'whether it takes calls')))),
    el('section', {class: 'panel'}, el('h2', {}, 'Connect a client'), el('p', {class: 'words'}, path), shown),
  ];
}
