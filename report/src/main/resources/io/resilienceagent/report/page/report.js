'use strict';
// A click on a frame of a flame graph shows it in full width; a click on it again, or Escape, shows all. Without this
// script the page tells the same.
for (const graph of document.querySelectorAll('.flame svg')) {
  const frames = [...graph.querySelectorAll('g.frame')].map(element => ({
    element,
    x: Number(element.dataset.x),
    w: Number(element.dataset.w),
    rect: element.querySelector('rect'),
    text: element.querySelector('text'),
  }));
  let shown = null;
  const show = chosen => {
    shown = chosen;
    const from = chosen ? chosen.x : 0;
    const scale = chosen ? 1000 / chosen.w : 1;
    for (const frame of frames) {
      const left = Math.max(0, (frame.x - from) * scale);
      const right = Math.min(1000, (frame.x + frame.w - from) * scale);
      const width = right - left;
      frame.element.toggleAttribute('hidden', width < 0.5);
      frame.rect.setAttribute('x', left.toFixed(1));
      frame.rect.setAttribute('width', Math.max(0.5, width - 0.6).toFixed(1));
      frame.text.setAttribute('x', (left + 4).toFixed(1));
      const fits = Math.floor((width - 8) / 6.7);
      const name = frame.text.dataset.n;
      frame.text.textContent = fits < 3 ? '' : name.length <= fits ? name : name.slice(0, fits - 1) + '\u2026';
    }
  };
  graph.addEventListener('click', event => {
    const element = event.target.closest('g.frame');
    const frame = frames.find(one => one.element === element);
    show(frame === undefined || frame === shown ? null : frame);
  });
  graph.parentElement.addEventListener('keydown', event => {
    if (event.key === 'Escape') {
      show(null);
    }
  });
}
// On paper nothing can be opened.
let opened = [];
addEventListener('beforeprint', () => {
  opened = [...document.querySelectorAll('details:not([open])')];
  opened.forEach(part => { part.open = true; });
});
addEventListener('afterprint', () => {
  opened.forEach(part => { part.open = false; });
  opened = [];
});
