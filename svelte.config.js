import adapter from '@sveltejs/adapter-static'

/** @type {import('@sveltejs/kit').Config} */
export default {
	compilerOptions: { runes: true },
	kit: {
		adapter: adapter({ fallback: 'index.html' }),
		serviceWorker: { register: false },
		alias: { '#lib': 'src/lib' },
		csp: {
			mode: 'hash',
			directives: {
				'default-src': ['self'],
				'script-src': ['self'],
				'object-src': ['none'],
				'base-uri': ['self'],
				'form-action': ['self'],
				'connect-src': ['self'],
				'img-src': ['self', 'data:', 'blob:'],
				// FullCalendar 6 makes one empty <style> and fills it by insertRule: this is the hash of ''.
				'style-src-elem': ['self', 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='],
				// Positions of appointments are style="" attributes.
				'style-src-attr': ['unsafe-inline'],
				// FullCalendar 6 carries its icon font in its own CSS.
				'font-src': ['self', 'data:']
			}
		}
	}
}
