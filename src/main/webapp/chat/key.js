/** A name for something that is said once, in 128 random bits; works on pages without TLS too, where `randomUUID` is absent. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}
