// What every page can do beyond being read and searched: copy its samples.

/** A button that copies what `text` answers at that moment, and says so to everybody. */
export function copyButton(text, label = 'Copy') {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'copy';
  button.textContent = label;
  button.addEventListener('click', async () => {
    button.textContent = (await copied(text())) ? 'Copied' : 'Select and copy by hand';
    setTimeout(() => {
      button.textContent = label;
    }, 2000);
  });
  return button;
}

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false; // the clipboard is refused, or the page is served without TLS
  }
}

for (const pre of document.querySelectorAll('pre')) {
  const frame = document.createElement('div');
  frame.className = 'sample';
  pre.replaceWith(frame);
  pre.tabIndex = 0;
  frame.append(
    pre,
    copyButton(() => pre.textContent.trim()),
  );
}

// The list of guides is open beside the text, and closed above it.
const guides = document.querySelector('.side details');
const wide = matchMedia('(min-width: 60rem)');
const arrange = () => {
  guides.open = wide.matches;
};
if (guides !== null) {
  arrange();
  wide.addEventListener('change', arrange);
}
