function button(sign: string, label: string | undefined, press: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = sign;
  made.setAttribute('aria-label', label ?? sign);
  made.addEventListener('click', press);
  return made;
}

/** Pictures open over the page: arrows go on, Escape and a click beside close; without script their links lead to them. */
export function gallery(list: HTMLElement): void {
  const links = [...list.querySelectorAll<HTMLAnchorElement>('a')].filter((link) => link.querySelector('img'));
  const texts = list.dataset;
  const open = (first: number): void => {
    const dialog = document.createElement('dialog');
    const picture = document.createElement('img');
    let at = first;
    const show = (index: number): void => {
      at = (index + links.length) % links.length;
      picture.src = links[at]?.href ?? '';
      picture.alt = links[at]?.querySelector('img')?.alt ?? '';
      dialog.setAttribute('aria-label', picture.alt);
    };
    dialog.className = 'gallery';
    dialog.append(picture, button('×', texts['close'], () => dialog.close()));
    if (links.length > 1) {
      dialog.append(button('‹', texts['previous'], () => show(at - 1)), button('›', texts['next'], () => show(at + 1)));
    }
    dialog.addEventListener('keydown', (event) => {
      if (event.key === 'ArrowRight') show(at + 1);
      if (event.key === 'ArrowLeft') show(at - 1);
    });
    dialog.addEventListener('click', (event) => {
      if (event.target === dialog) dialog.close();
    });
    dialog.addEventListener('close', () => {
      dialog.remove();
      links[at]?.focus();
    });
    document.body.append(dialog);
    show(first);
    dialog.showModal();
  };
  links.forEach((link, index) =>
    link.addEventListener('click', (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || !('showModal' in HTMLDialogElement.prototype)) return;
      event.preventDefault();
      open(index);
    }),
  );
}
