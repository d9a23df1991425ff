import { register } from '../common/enliven';

/** `<button data-here>` fills in where the phone is (WGS-84) when it is pressed, and never before. */
export function registerHere(): void {
  register('[data-here]', (button) => {
    const said = button.parentElement?.querySelector('[role=status]');
    const [lon, lat] = ['lon', 'lat'].map((name) => document.getElementById(`id_${name}`));
    if (!('geolocation' in navigator) || !window.isSecureContext) return button.remove();
    button.addEventListener('click', () =>
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => {
          if (!(lon instanceof HTMLInputElement) || !(lat instanceof HTMLInputElement)) return;
          lon.value = coords.longitude.toFixed(6);
          lat.value = coords.latitude.toFixed(6);
          lat.dispatchEvent(new Event('change', { bubbles: true }));
          if (said) said.textContent = button.dataset['told'] ?? '';
        },
        () => {
          if (said) said.textContent = button.dataset['failed'] ?? '';
        },
        { enableHighAccuracy: true, timeout: 15_000 },
      ),
    );
  });
}
