// A chat that shows views: the client of the MCP SDK, and the host part of @modelcontextprotocol/ext-apps. Runs in the browser.
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { AppBridge, PostMessageTransport, RESOURCE_MIME_TYPE, getToolUiResourceUri } from '@modelcontextprotocol/ext-apps/app-bridge';

const SHOWS = {extensions: {'io.modelcontextprotocol/ui': {mimeTypes: [RESOURCE_MIME_TYPE]}}};
const calls = [];
let client;

async function connect() {
  client = new Client({name: 'chat', version: '1'}, {capabilities: SHOWS});
  await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', location)));
}

const call = async (name, args) => (await client.callTool({name, arguments: args})).structuredContent;

// Calls a tool and shows its view, as a chat does.
async function show(name, args, theme, result, capabilities = {serverTools: {}}) {
  const {tools} = await client.listTools();
  const tool = tools.find(one => one.name === name);
  const {contents: [page]} = await client.readResource({uri: getToolUiResourceUri(tool)});
  if (page.mimeType !== RESOURCE_MIME_TYPE) throw new Error(page.mimeType);
  calls.length = 0;
  window.page = page.text;
  document.documentElement.style.colorScheme = theme;
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-scripts');
  frame.title = 'View';
  document.body.replaceChildren(frame);
  const bridge = new AppBridge(client, {name: 'chat', version: '1'}, capabilities, {hostContext: {theme, locale: 'en-US', platform: 'web', toolInfo: {tool}}});
  const strange = [];
  bridge.onmessage = async params => { strange.push(['ui/message', params]); return {}; };
  bridge.onupdatemodelcontext = async params => { strange.push(['ui/update-model-context', params]); return {}; };
  bridge.onopenlink = async params => { strange.push(['ui/open-link', params]); return {}; };
  bridge.onsizechange = ({height}) => { frame.style.height = height + 'px'; };
  bridge.onerror = error => strange.push(['error', error.message]);
  const ready = new Promise(resolve => { bridge.oninitialized = resolve; });
  await bridge.connect(new PostMessageTransport(frame.contentWindow, frame.contentWindow));
  // The bridge takes calls to the server by itself; here they are noted as well.
  const forward = bridge.oncalltool;
  bridge.oncalltool = async (params, extra) => {
    calls.push({...params});
    chat.open++;
    try {
      return await forward(params, extra);
    } finally {
      chat.open--;
    }
  };
  frame.src = '/view.html';
  await ready;
  await bridge.sendToolInput({arguments: args});
  await bridge.sendToolResult(result ?? await client.callTool({name, arguments: args}));
  Object.assign(window, {bridge, strange});
}

Object.assign(window, {chat: {connect, call, show, calls, open: 0}});
