const LONG = /^(body|html|rawHTML|message|notes?|description|text|termsNotes)$/;
let fieldCount = 0;

class Field {
  constructor(name, schema, required) {
    Object.assign(this, {name, schema, required, id: 'field' + ++fieldCount});
    const allowed = types(schema);
    const choices = schema.enum || (schema.const !== undefined ? [schema.const] : allowed[0] === 'boolean' ? [true, false] : null);
    this.json = !choices && (!allowed.length || allowed.includes('object') || allowed.includes('array'));
    this.lines = allowed[0] === 'array' && schema.items?.type === 'string';
    this.numeric = allowed[0] === 'integer' || allowed[0] === 'number';
    const common = {id: this.id, 'aria-describedby': this.id + 'h ' + this.id + 'c', 'aria-required': required ? 'true' : null};
    if (choices) {
      this.choices = choices;
      this.input = el('select', common, el('option', {value: ''}, required ? 'Choose' : '(left out)'),
        choices.map((choice, index) => el('option', {value: index}, String(choice))));
    } else if (this.json || LONG.test(name)) {
      this.input = el('textarea', {...common, rows: 1, spellcheck: this.json ? 'false' : null,
        placeholder: this.lines ? 'One a line, or a JSON list' : this.json ? JSON.stringify(sample(schema)) : null});
    } else {
      this.input = el('input', {...common, type: 'text', autocomplete: 'off', spellcheck: 'false', inputmode: this.numeric ? 'decimal' : null,
        placeholder: schema.default === undefined ? null : String(schema.default)});
    }
    this.trouble = el('p', {class: 'complaint', id: this.id + 'c'});
    this.input.addEventListener('change', () => this.check());
    this.input.addEventListener('input', () => { if (this.trouble.textContent) this.check(); });
    const bounds = this.numeric && (schema.minimum !== undefined || schema.maximum !== undefined)
      ? [schema.minimum === undefined ? '' : 'from ' + schema.minimum, schema.maximum === undefined ? '' : 'to ' + schema.maximum].join(' ').trim() : '';
    const hint = [schema.description, bounds, schema.default === undefined ? '' : 'default ' + JSON.stringify(schema.default)].filter(Boolean).join('; ');
    this.node = el('div', {class: 'field' + (this.json && !this.lines ? ' wide' : '')},
      el('label', {for: this.id}, el('code', {}, name), el('span', {class: 'type'}, typeName(schema)), required && el('span', {class: 'must'}, 'required') || null),
      this.input, this.input.type === 'text' ? offer(this.input, name) : null, el('p', {class: 'hint', id: this.id + 'h'}, hint), this.trouble, members(schema));
  }

  /* The value as JSON has it; undefined if it is left out. */
  read() {
    const text = this.input.value;
    if (this.choices) return text === '' ? undefined : this.choices[Number(text)];
    if (text.trim() === '') return undefined;
    if (this.numeric) return Number(text.trim().replace(',', '.'));
    if (this.lines && !text.trim().startsWith('[')) return text.split('\n').map(line => line.trim()).filter(Boolean);
    if (!this.json) return text;
    return JSON.parse(text);
  }

  write(value) {
    if (this.choices) this.input.value = this.choices.indexOf(value) < 0 ? '' : this.choices.indexOf(value);
    else if (value === undefined) this.input.value = '';
    else this.input.value = this.json ? JSON.stringify(value) : String(value);
  }

  /* Whether it can be sent; else it says why not. */
  check() {
    let wrong = null;
    try {
      const value = this.read();
      if (value === undefined) wrong = this.required ? this.name + ' is required.' : null;
      else if (Number.isNaN(value)) wrong = this.name + ' must be ' + article(types(this.schema)[0]) + '.';
      else wrong = complaint(this.name, this.schema, value);
    } catch (e) {
      wrong = this.name + ' must be JSON, such as ' + JSON.stringify(sample(this.schema)) + ': ' + e.message + '.';
    }
    this.trouble.textContent = wrong || '';
    this.input.setAttribute('aria-invalid', wrong ? 'true' : 'false');
    return !wrong;
  }
}

function fields(schema) {
  const required = schema.required || [];
  return Object.entries(schema.properties || {})
    .map(([name, inner]) => new Field(name, inner, required.includes(name)))
    .sort((a, b) => b.required - a.required);
}

/* The values of a form, or null after the first field that is wrong was pointed at. */
function filled(form) {
  const wrong = form.filter(field => !field.check());
  if (wrong.length) {
    wrong[0].input.closest('details')?.setAttribute('open', '');
    wrong[0].input.focus();
    return null;
  }
  return Object.fromEntries(form.map(field => [field.name, field.read()]).filter(([, value]) => value !== undefined));
}

/* What the buttons of a question say: what deletes a record names it, so that nobody agrees to another by habit. */
function choices(message) {
  const [, verb, name] = /^(Delete|Remove)\b[^"“?]*["“]([^"”]{1,60})["”]/.exec(message) || [];
  const taking = verb || /^(Delete|Remove)\b/.exec(message)?.[1];
  return taking ? {accept: name ? taking + ' ' + name : taking, decline: 'Keep', danger: true} : {accept: 'Accept', decline: 'Decline', danger: false};
}

/* Asks what the server asks. */
function person(params) {
  const dialog = $('ask');
  const said = choices(params.message || '');
  const accept = dialog.querySelector('[value=accept]');
  accept.textContent = said.accept;
  accept.className = said.danger ? 'danger' : 'main';
  dialog.querySelector('[value=decline]').textContent = said.decline;
  const form = fields(params.requestedSchema || {});
  const before = document.activeElement;
  dialog.querySelector('.words').textContent = params.message || '';
  dialog.querySelector('.fields').replaceChildren(...form.map(field => field.node));
  dialog.returnValue = '';
  return new Promise(resolve => {
    dialog.querySelector('[value=decline]').onclick = () => dialog.close('decline');
    dialog.querySelector('form').onsubmit = event => { if (!filled(form)) event.preventDefault(); };
    dialog.onclose = () => {
      const action = dialog.returnValue || 'cancel';
      before?.focus();
      resolve(action === 'accept' ? {action, content: filled(form)} : {action});
    };
    dialog.showModal();
  });
}
