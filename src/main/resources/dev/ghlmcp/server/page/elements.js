'use strict';
const PROTOCOL = '2025-11-25';
const POLL_MS = 4000;
const $ = id => document.getElementById(id);

function el(name, properties, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(properties || {})) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
    else if (key === 'class') node.className = value;
    else node.setAttribute(key, value === true ? '' : value);
  }
  node.append(...children.flat().filter(child => child !== null && child !== undefined && child !== ''));
  return node;
}

/* JSON with colours, as nodes. */
function colored(value) {
  const text = JSON.stringify(value, null, 2);
  const nodes = document.createDocumentFragment();
  const token = /("(?:\\.|[^"\\])*")(\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
  let end = 0;
  for (const match of text.matchAll(token)) {
    nodes.append(text.slice(end, match.index));
    const word = match[1] || match[0];
    nodes.append(el('span', {class: !match[1] ? 'n' : match[2] ? 'k' : 's'}, word));
    end = match.index + word.length;
  }
  nodes.append(text.slice(end));
  return nodes;
}

function block(content, label) {
  return el('pre', {tabindex: 0, role: 'region', 'aria-label': label}, content);
}

function copyButton(text) {
  const button = el('button', {type: 'button', class: 'tiny', onclick: async () => {
    try {
      await navigator.clipboard.writeText(text());
      button.textContent = 'Copied';
    } catch {
      button.textContent = 'Press Ctrl+C';
      const selection = getSelection();
      const shown = button.closest('section, .snippet').querySelector('pre');
      if (shown) selection.selectAllChildren(shown);
    }
    setTimeout(() => button.textContent = 'Copy', 2000);
  }}, 'Copy');
  return button;
}
