import 'altcha/external';
import 'altcha/altcha.css';
import 'altcha/i18n/zh-cn';
import Pbkdf2Worker from 'altcha/workers/pbkdf2?worker';

$altcha.algorithms.set('PBKDF2/SHA-256', () => new Pbkdf2Worker());

/** Says what is checked, in the page's words: a bare "verified" was taken for the phone's. */
function say(verified: string, verifying: string): void {
  for (const language of ['en', 'zh-cn']) {
    $altcha.i18n.set(language, { ...$altcha.i18n.get(language), label: verifying, verified, verifying });
  }
}

/** Puts the proof-of-work widget into `<div data-altcha="/url of the challenge">`; it solves while the form is read. */
export function start(element: HTMLElement): void {
  say(element.dataset['verified'] ?? '', element.dataset['verifying'] ?? '');
  const widget = document.createElement('altcha-widget');
  widget.setAttribute('challenge', element.dataset['altcha'] ?? '');
  widget.setAttribute('auto', 'onload');
  widget.setAttribute('name', element.dataset['name'] ?? 'altcha');
  widget.setAttribute('configuration', JSON.stringify({ hideFooter: true, hideLogo: true, humanInteractionSignature: false }));
  element.append(widget);
}
