// The same server over Streamable HTTP, as the SDK's documentation has it: a transport a session, on node:http.
// Chosen by measuring: plain JSON answers, and no Express in between.
import { createServer } from 'node:http';
import { randomUUID } from 'node:crypto';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { createPeer } from './peer.mjs';

const sessions = new Map();

async function begin() {
  const transport = new StreamableHTTPServerTransport({
    sessionIdGenerator: randomUUID,
    enableJsonResponse: true,
    onsessioninitialized: (id) => sessions.set(id, transport),
    onsessionclosed: (id) => sessions.delete(id),
  });
  await createPeer().connect(transport);
  return transport;
}

const http = createServer(async (request, response) => {
  const transport = sessions.get(request.headers['mcp-session-id']) ?? (await begin());
  await transport.handleRequest(request, response);
});

http.listen(0, '127.0.0.1', () => {
  console.log(`The peer serves MCP at http://127.0.0.1:${http.address().port}/mcp`);
});
