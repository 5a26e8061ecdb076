// The server on stdio.
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { createPeer } from './peer.mjs';

// The transport adds a listener for each answer that waits for the pipe; Node's warnings about them cost time.
process.stdout.setMaxListeners(0);
createPeer().connect(new StdioServerTransport());
