// Adds to the index what needs a script: search, filter and order of the datasets, and how long ago. Without it, all are shown.
(() => {
  'use strict';

  const element = id => document.getElementById(id);
  const ago = then => {
    const minutes = Math.round((Date.now() - then) / 60000);
    const steps = [['year', 525960], ['month', 43830], ['day', 1440], ['hour', 60], ['minute', 1]];
    const [unit, length] = steps.find(step => minutes >= step[1]) || ['minute', 1];
    return new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(-Math.round(minutes / length), unit);
  };
  document.querySelectorAll('time').forEach(time => {
    const then = Date.parse(time.dateTime);
    if (then) {
      time.title = time.textContent;
      time.textContent = ago(then);
    }
  });

  const form = element('find');
  if (!form) return;
  const table = element('datasets');
  const groups = [...table.tBodies];
  const keys = groups.map((group, at) => ({ at, group, name: group.rows[0].cells[0].textContent.toLowerCase(), state: group.dataset.state,
    problem: 'problem' in group.dataset }));

  const find = () => {
    const search = element('search').value.toLowerCase();
    const state = element('state').value;
    let shown = 0;
    for (const key of keys) {
      const fits = key.name.includes(search) && (state === '' || (state === 'problem' ? key.problem : key.state === state));
      key.group.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    element('shown').textContent = shown === keys.length ? '' : shown + ' shown';
  };
  form.addEventListener('input', find);
  form.addEventListener('submit', event => event.preventDefault());
  form.hidden = false;

  /** By the number or the moment that a cell carries, else by its text; cells without any come last. */
  const value = (key, column) => {
    const cell = key.group.rows[0].cells[column];
    const sortable = cell.dataset.value;
    return sortable === undefined ? column === 0 ? key.name : cell.textContent : sortable === '' ? null : Number(sortable);
  };
  let order = { column: 0, down: false };
  [...table.tHead.rows[0].cells].forEach((cell, column) => {
    const button = Object.assign(document.createElement('button'), { type: 'button', textContent: cell.textContent });
    cell.replaceChildren(button);
    button.addEventListener('click', () => {
      order = { column, down: order.column === column ? !order.down : column > 1 };
      const sorted = keys.map(key => ({ key, value: value(key, column) })).sort((a, b) => {
        if (a.value === null || b.value === null) return (a.value === null) - (b.value === null) || a.key.at - b.key.at;
        return (a.value < b.value ? -1 : a.value > b.value ? 1 : 0) * (order.down ? -1 : 1) || a.key.at - b.key.at;
      });
      table.append(...sorted.map(each => each.key.group));
      [...table.tHead.rows[0].cells].forEach((other, at) => {
        if (at === column) other.setAttribute('aria-sort', order.down ? 'descending' : 'ascending');
        else other.removeAttribute('aria-sort');
      });
    });
  });
})();
