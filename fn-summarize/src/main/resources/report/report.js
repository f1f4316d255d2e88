// Adds to a report what needs a script: charts, and the search among the rows. All text goes into the page as text, never as HTML.
(() => {
  'use strict';

  const element = id => document.getElementById(id);
  const read = id => element(id) ? JSON.parse(element(id).textContent) : null;
  const charts = read('charts') || { scatters: [], categories: [] };
  const result = read('result');
  const sample = read('sample');

  /** A number with six digits and narrow spaces between thousands. */
  const number = value => {
    if (value === null || value === undefined) return '–';
    const size = Math.abs(value);
    if (size !== 0 && (size < 1e-5 || size >= 1e15)) return value.toExponential(3).replace('-', '−');
    return new Intl.NumberFormat('en', { maximumSignificantDigits: size >= 1e6 ? 15 : 6, maximumFractionDigits: 6,
      useGrouping: size >= 10000 }).format(value).replace(/,/g, '\u202f').replace('-', '−');
  };
  /** Grouped from a thousand on, as nowhere a count is a year. */
  const count = value => value.toLocaleString('en').replace(/,/g, '\u202f');
  const share = part => (100 * part).toFixed(part < 0.01 ? 2 : 1) + ' %';
  const when = iso => iso.replace('T', ' ').replace(/ 00:00(:00)?Z?$/, '');
  const option = (value, text) => Object.assign(document.createElement('option'), { value, textContent: text });

  document.querySelectorAll('[data-copy]').forEach(button => {
    button.hidden = !navigator.clipboard;
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(element(button.dataset.copy).textContent);
      button.textContent = 'Copied';
    });
  });

  // --- Charts ---

  const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  /** What all charts share: the page's own colours and letters, and tooltips without HTML. */
  const base = () => ({
    animation: false,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: colour('--quiet') },
    tooltip: {
      renderMode: 'richText', confine: true, backgroundColor: colour('--raised'), borderColor: colour('--line'),
      textStyle: { color: colour('--ink'), fontSize: 13 }
    },
    grid: { left: 8, right: 16, top: 32, bottom: 8, containLabel: true }
  });
  const axis = more => ({
    axisLine: { lineStyle: { color: colour('--line') } }, axisTick: { show: false },
    axisLabel: { color: colour('--quiet'), hideOverlap: true, formatter: more.type === 'value' ? number : undefined },
    splitLine: { show: more.type === 'value', lineStyle: { color: colour('--line') } },
    nameTextStyle: { color: colour('--quiet') }, ...more
  });
  const legend = () => ({ top: 0, left: 0, itemHeight: 10, itemWidth: 18, icon: 'roundRect', textStyle: { color: colour('--quiet') } });

  const hours = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'));
  const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
  const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  const cycles = { byHour: hours, byWeekday: weekdays, byMonth: months };

  const overTime = line => ({
    ...base(),
    legend: { ...legend(), data: ['mean', 'rolling mean', 'stands out'] },
    grid: { left: 8, right: 16, top: 40, bottom: 52, containLabel: true },
    tooltip: { ...base().tooltip, trigger: 'axis', formatter: shown => {
      const at = shown[0].dataIndex;
      const odd = line.anomalies.filter(one => nearest(line, one.at) === at);
      return [when(line.at[at]), 'mean ' + number(line.mean[at]),
        number(line.min[at]) + ' to ' + number(line.max[at]),
        line.rolling[at] === null ? '' : 'rolling ' + number(line.rolling[at]), count(line.count[at]) + ' values',
        ...odd.slice(0, 3).map(one => 'row ' + number(one.row) + ' stands out: ' + number(one.value))]
        .filter(text => text).join('\n');
    } },
    xAxis: axis({ type: 'category', data: line.at.map(when), boundaryGap: false,
      axisLabel: { color: colour('--quiet'), hideOverlap: true, alignMinLabel: 'left', alignMaxLabel: 'right' } }),
    yAxis: axis({ type: 'value', scale: true }),
    dataZoom: [
      { type: 'inside', zoomOnMouseWheel: 'ctrl', moveOnMouseWheel: false },
      { type: 'slider', height: 24, bottom: 10, borderColor: colour('--line'), fillerColor: colour('--veil'), showDetail: false,
        backgroundColor: 'transparent', handleStyle: { color: colour('--accent') }, moveHandleSize: 0,
        dataBackground: { lineStyle: { color: colour('--soft') }, areaStyle: { color: colour('--soft') } },
        selectedDataBackground: { lineStyle: { color: colour('--accent') }, areaStyle: { color: colour('--soft') } } }
    ],
    series: [
      // The range between least and greatest: an invisible line, and what is to be added to it.
      { name: 'least', type: 'line', stack: 'range', stackStrategy: 'all', data: line.min, symbol: 'none', silent: true, lineStyle: { opacity: 0 } },
      { name: 'range', type: 'line', stack: 'range', stackStrategy: 'all', data: line.max.map((max, at) => max - line.min[at]), symbol: 'none',
        silent: true, lineStyle: { opacity: 0 }, areaStyle: { color: colour('--veil') } },
      { name: 'mean', type: 'line', data: line.mean, symbol: line.at.length > 1 ? 'none' : 'circle', color: colour('--accent'), lineStyle: { width: 1.5 } },
      { name: 'rolling mean', type: 'line', data: line.rolling, symbol: 'none', color: colour('--outliers'), lineStyle: { width: 2 } },
      { name: 'stands out', type: 'scatter', symbolSize: 9, color: colour('--bad'),
        data: line.anomalies.map(one => [nearest(line, one.at), one.value]) }
    ]
  });
  /** The bucket that holds a moment: the last that begins at it or before. */
  const nearest = (line, at) => {
    let low = 0;
    for (let i = 1; i < line.at.length && line.at[i] <= at; i++) low = i;
    return low;
  };

  const inCycle = (line, view) => ({
    ...base(),
    tooltip: { ...base().tooltip, formatter: shown => shown.name + '\nmean ' + number(shown.value) },
    grid: { left: 8, right: 16, top: 16, bottom: 8, containLabel: true },
    xAxis: axis({ type: 'category', data: cycles[view] }),
    yAxis: axis({ type: 'value' }),
    series: [{ type: 'bar', data: line[view], color: colour('--accent'), barMaxWidth: 48, itemStyle: { borderRadius: 2 } }]
  });

  const cloud = pair => {
    const xs = pair.points.map(point => point[0]);
    const ends = xs.length && pair.slope !== undefined && pair.intercept !== undefined
      ? [Math.min(...xs), Math.max(...xs)].map(x => [x, pair.slope * x + pair.intercept]) : [];
    return {
      ...base(),
      tooltip: { ...base().tooltip, formatter: shown => pair.x + ' ' + number(shown.value[0]) + '\n' + pair.y + ' ' + number(shown.value[1]) },
      grid: { left: 8, right: 24, top: 36, bottom: 36, containLabel: true },
      xAxis: axis({ type: 'value', scale: true, name: pair.x, nameLocation: 'middle', nameGap: 30 }),
      yAxis: axis({ type: 'value', scale: true, name: pair.y, nameTextStyle: { align: 'left', color: colour('--quiet') } }),
      series: [
        { type: 'scatter', data: pair.points, symbolSize: 6, color: colour('--accent'), itemStyle: { opacity: 0.55 } },
        { type: 'line', data: ends, symbol: 'none', silent: true, color: colour('--outliers'), lineStyle: { width: 2 } }
      ]
    };
  };

  const slices = category => {
    const rest = category.count - category.top.reduce((sum, slice) => sum + slice.count, 0);
    return rest > 0 ? [...category.top, { value: 'all others', count: rest }] : category.top;
  };
  const bars = category => ({
    ...base(),
    tooltip: { ...base().tooltip, formatter: shown => shown.name + '\n' + count(shown.value) + ', ' + share(shown.value / category.count) },
    grid: { left: 8, right: 56, top: 8, bottom: 8, containLabel: true },
    xAxis: axis({ type: 'value', axisLabel: { show: false }, splitLine: { show: false } }),
    yAxis: axis({ type: 'category', inverse: true, data: slices(category).map(slice => slice.value), axisLine: { show: false },
      axisLabel: { color: colour('--ink'), width: 140, overflow: 'truncate' } }),
    series: [{ type: 'bar', data: slices(category).map(slice => slice.count), color: colour('--accent'), barMaxWidth: 26,
      itemStyle: { borderRadius: 2 }, label: { show: true, position: 'right', color: colour('--quiet'), formatter: shown => count(shown.value) } }]
  });
  const pie = category => ({
    ...base(),
    color: ['--accent', '--outliers', '--good', '--duplicates', '--rejected', '--soft', '--empty'].map(colour),
    tooltip: { ...base().tooltip, formatter: shown => shown.name + '\n' + count(shown.value) + ', ' + share(shown.value / category.count) },
    series: [{ type: 'pie', radius: ['38%', '72%'], data: slices(category).map(slice => ({ name: slice.value, value: slice.count })),
      itemStyle: { borderColor: colour('--paper'), borderWidth: 2 }, label: { color: colour('--ink'), width: 110, overflow: 'truncate' },
      labelLine: { lineStyle: { color: colour('--line') } } }]
  });

  const redraws = [];

  /** Shows a plot; `draw` tells its options and its words by what is chosen. */
  const plot = (name, draw) => {
    const box = document.querySelector('[data-plot="' + name + '"]');
    if (!box) return;
    box.hidden = false;
    const section = box.closest('.scripted');
    if (section) section.hidden = false;
    const canvas = box.querySelector('.canvas');
    const chart = echarts.init(canvas, null, { renderer: 'canvas' });
    const redraw = () => {
      const [options, words] = draw();
      chart.setOption(options, { notMerge: true });
      canvas.setAttribute('aria-label', words);
    };
    box.querySelectorAll('select').forEach(select => select.addEventListener('change', redraw));
    new ResizeObserver(() => chart.resize()).observe(canvas);
    redraws.push(redraw);
    redraw();
  };
  const choice = (plotName, name) => document.querySelector('[data-plot="' + plotName + '"] [data-choice="' + name + '"]');
  const fill = (select, names) => select.append(...names.map((text, at) => option(at, text)));

  if (charts.timeline) {
    const { series } = charts.timeline;
    const column = choice('trend', 'series');
    const view = choice('trend', 'view');
    fill(column, series.map(line => line.column));
    plot('trend', () => {
      const line = series[column.value];
      for (const one of view.options) {
        one.hidden = one.disabled = one.value !== 'time' && !(line[one.value] || []).some(mean => mean !== null);
      }
      if (view.selectedOptions[0].disabled) view.value = 'time';
      return view.value === 'time'
        ? [overTime(line), line.column + ' over time, from ' + when(line.at[0] || '') + ' to ' + when(line.at.at(-1) || '')]
        : [inCycle(line, view.value), 'Mean of ' + line.column + ' ' + view.selectedOptions[0].textContent + ': '
          + line[view.value].map((mean, at) => cycles[view.value][at] + ' ' + number(mean)).join(', ')];
    });
  }
  if (charts.scatters.length) {
    const pair = choice('scatter', 'pair');
    fill(pair, charts.scatters.map(each => each.y + ' by ' + each.x));
    plot('scatter', () => {
      const shown = charts.scatters[pair.value];
      return [cloud(shown), number(shown.points.length) + ' points of ' + shown.y + ' by ' + shown.x];
    });
  }
  if (charts.categories.length) {
    const column = choice('category', 'column');
    const shape = choice('category', 'shape');
    fill(column, charts.categories.map(category => category.column));
    plot('category', () => {
      const shown = charts.categories[column.value];
      return [shape.value === 'pie' ? pie(shown) : bars(shown), 'Values of ' + shown.column + ': '
        + slices(shown).map(slice => slice.value + ' ' + number(slice.count)).join(', ')];
    });
  }
  if (result) {
    const { label, x, time, series } = result;
    plot('result', () => [{
      ...base(),
      color: ['--accent', '--outliers', '--good'].map(colour),
      legend: { ...legend(), data: series.map(each => each.name) },
      grid: { left: 8, right: 16, top: 40, bottom: 8, containLabel: true },
      tooltip: { ...base().tooltip, trigger: 'axis', formatter: shown => [shown[0].name, ...shown.map(each => each.seriesName + ' '
        + number(each.value))].join('\n') },
      xAxis: axis({ type: 'category', data: x.map(when), axisLabel: { color: colour('--quiet'), hideOverlap: true, width: 120, overflow: 'truncate' } }),
      yAxis: axis({ type: 'value', scale: time }),
      series: series.map(each => ({ name: each.name, type: time ? 'line' : 'bar', data: each.values, symbol: 'none', barMaxWidth: 40,
        itemStyle: { borderRadius: 2 } }))
    }, series.map(each => each.name).join(', ') + ' by ' + label + ', ' + number(x.length) + ' of its values']);
  }
  const redrawAll = () => redraws.forEach(redraw => redraw());
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redrawAll);
  addEventListener('beforeprint', redrawAll);
  addEventListener('afterprint', redrawAll);

  // --- Rows ---

  /** What a spreadsheet would run as a formula begins with an apostrophe; a number is none. */
  const harmless = cell => /^[=+\-@\t\r]/.test(cell) && !/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(cell) ? "'" + cell : cell;
  const csvCell = cell => /[",\r\n]/.test(cell) ? '"' + cell.replace(/"/g, '""') + '"' : cell;
  const csv = rows => rows.map(row => row.map(cell => csvCell(harmless(cell))).join(',') + '\r\n').join('');
  /** Without the characters that reorder text or control a terminal. */
  const disguises = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

  const explore = () => {
    const pageSize = 25;
    const { header, types, rows } = sample;
    const numeric = types.map(type => type === 'integer' || type === 'decimal');
    const compare = column => numeric[column] ? (a, b) => Number(a) - Number(b) : (a, b) => a < b ? -1 : a > b ? 1 : 0;
    let order = { column: -1, down: false };
    let page = 0;
    let found = rows;

    const tests = {
      has: (cell, value) => cell.toLowerCase().includes(value.toLowerCase()),
      is: (cell, value, column) => numeric[column] && cell !== '' && value !== '' ? Number(cell) === Number(value) : cell === value,
      less: (cell, value, column) => cell !== '' && compare(column)(cell, value) < 0,
      more: (cell, value, column) => cell !== '' && compare(column)(cell, value) > 0,
      empty: cell => cell === '',
      full: cell => cell !== ''
    };

    const head = element('grid').tHead;
    head.replaceChildren(document.createElement('tr'));
    header.forEach((name, column) => {
      const cell = Object.assign(document.createElement('th'), { scope: 'col', className: numeric[column] ? 'n' : '' });
      const button = Object.assign(document.createElement('button'), { type: 'button', textContent: name });
      button.addEventListener('click', () => {
        order = { column, down: order.column === column && !order.down };
        find();
      });
      cell.append(button);
      head.rows[0].append(cell);
    });

    const find = () => {
      const search = element('search').value.toLowerCase();
      const column = Number(element('filter-column').value);
      const kind = element('filter-kind').value;
      const value = element('filter-value').value;
      const filtered = kind === 'empty' || kind === 'full' || value !== '';
      element('filter-value').disabled = kind === 'empty' || kind === 'full';
      found = rows.filter(row => (!search || row.some(cell => cell.toLowerCase().includes(search)))
        && (!filtered || tests[kind](row[column], value, column)));
      if (order.column >= 0) {
        const by = compare(order.column);
        const sign = order.down ? -1 : 1;
        // Missing cells come last, whichever way.
        found = found.slice().sort((a, b) => {
          const [one, other] = [a[order.column], b[order.column]];
          return one === '' || other === '' ? (one === '') - (other === '') : sign * by(one, other);
        });
      }
      [...head.rows[0].cells].forEach((cell, at) => {
        if (at === order.column) cell.setAttribute('aria-sort', order.down ? 'descending' : 'ascending');
        else cell.removeAttribute('aria-sort');
      });
      page = 0;
      show();
    };

    const show = () => {
      const from = page * pageSize;
      element('grid').tBodies[0].replaceChildren(...found.slice(from, from + pageSize).map(row => {
        const line = document.createElement('tr');
        line.append(...row.map((text, column) => Object.assign(document.createElement('td'),
          { className: numeric[column] ? 'n' : '', textContent: text.replace(disguises, '\ufffd') })));
        return line;
      }));
      element('shown').textContent = found.length
        ? number(from + 1) + ' to ' + number(Math.min(from + pageSize, found.length)) + ' of ' + number(found.length)
          + (header.length < sample.columns ? '; the first ' + header.length + ' of ' + number(sample.columns) + ' columns' : '')
        : 'No row fits.';
      element('back').disabled = page === 0;
      element('next').disabled = from + pageSize >= found.length;
    };

    element('filter-column').append(...header.map((name, at) => option(at, name)));
    element('find').addEventListener('input', find);
    element('find').addEventListener('submit', event => event.preventDefault());
    element('find').addEventListener('reset', () => {
      order = { column: -1, down: false };
      setTimeout(find);
    });
    element('back').addEventListener('click', () => { page--; show(); });
    element('next').addEventListener('click', () => { page++; show(); });
    element('export').addEventListener('click', () => {
      const file = URL.createObjectURL(new Blob([csv([header, ...found])], { type: 'text/csv;charset=utf-8' }));
      Object.assign(document.createElement('a'), { href: file, download: sample.name + '-sample.csv' }).click();
      setTimeout(() => URL.revokeObjectURL(file), 10000);
    });
    element('find').hidden = element('pager').hidden = false;
    find();
  };
  if (sample && sample.rows.length) explore();
})();
