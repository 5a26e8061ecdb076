// What ghl-mcp is measured against: the same tools on the official TypeScript SDK, built to be fast.
// Chosen by measuring: SDK 1.x starts and answers sooner than @modelcontextprotocol/server 2.x, its low-level
// Server sooner than McpServer with zod, a CommonJS bundle sooner than an ES module, undici's Pool sooner than fetch.
// Not used: importing undici's Pool from its internal files, which would start some 20 ms sooner.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { Pool } from 'undici';

// The entries of tool-schemas/, joined into one file by the benchmark. The bundle is CommonJS, hence __dirname.
const tools = JSON.parse(readFileSync(join(__dirname, 'tools.json'), 'utf8'));
const api = new URL(process.env.GHL_BASE_URL);
const pool = new Pool(api.origin, { connections: 64 });
const headers = {
  accept: 'application/json',
  authorization: `Bearer ${process.env.GHL_TOKEN}`,
  version: '2021-07-28',
};

export function createPeer() {
  const server = new Server({ name: 'peer', version: '1.0.0' }, { capabilities: { tools: {} } });

  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools }));

  server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
    if (params.name !== 'get_contact') throw new Error(`The benchmark calls get_contact only, not ${params.name}`);
    const path = `/contacts/${encodeURIComponent(params.arguments.contactId)}`;
    const { statusCode, body } = await pool.request({ method: 'GET', path, headers });
    const structuredContent = await body.json();
    const content = [{ type: 'text', text: JSON.stringify(structuredContent) }];
    return statusCode < 400 ? { content, structuredContent } : { content, isError: true };
  });
  return server;
}
