import 'altcha/external';
import 'altcha/altcha.css';
import 'altcha/i18n/zh-cn';
import Pbkdf2Worker from 'altcha/workers/pbkdf2?worker';

$altcha.algorithms.set('PBKDF2/SHA-256', () => new Pbkdf2Worker());

/** Puts the proof-of-work widget into `<div data-altcha="/url of the challenge">`; it solves while the form is read. */
export function start(element: HTMLElement): void {
  const widget = document.createElement('altcha-widget');
  widget.setAttribute('challenge', element.dataset['altcha'] ?? '');
  widget.setAttribute('auto', 'onload');
  widget.setAttribute('name', element.dataset['name'] ?? 'altcha');
  widget.setAttribute('configuration', JSON.stringify({ hideFooter: true, hideLogo: true, humanInteractionSignature: false }));
  element.append(widget);
}
