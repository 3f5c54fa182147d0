/* Opens each report as people will: phone, desktop, paper; light and dark; person and clinician. It fails on sideways
 * scrolling, console errors, any request besides the file, an axe-core violation, small targets, a person's print
 * of more than two A4 pages, or a first screen that does not say what to do and how soon.
 *
 *   node check.mjs LUMBAR CASE.yaml ... [--shots DIR]
 *   CHROMIUM: the browser; /usr/bin/chromium when not set */
import { execFileSync } from "node:child_process";
import { mkdtempSync, mkdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const args = process.argv.slice(2);
const at = args.indexOf("--shots");
const shots = at >= 0 ? args.splice(at, 2)[1] : null;
const [lumbar, ...cases] = args;
const SIZE_MAX = 150 * 1024, PAGES_MAX = 2, TARGET_MIN = 24;
const sizes = [
	{ name: "phone", width: 320, height: 640, scheme: "light" },
	{ name: "phone-dark", width: 390, height: 844, scheme: "dark" },
	{ name: "desktop", width: 1280, height: 900, scheme: "light" },
	{ name: "desktop-dark", width: 1280, height: 900, scheme: "dark" },
];
let complaints = 0, pages_max = 0, bytes_max = 0, looked = 0;

function complain(what) {
	complaints++;
	console.log(`  ! ${what}`);
}

/* What a page measures of itself. */
function measure(TARGET_MIN) {
	const shown = (e) => e.checkVisibility({ contentVisibilityAuto: true });
	const box = (e) => e.getBoundingClientRect();
	const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
	const over = [...document.querySelectorAll("main *")].filter((e) => shown(e) && !e.closest("svg, .wide") &&
		box(e).right > innerWidth + 1).map((e) => e.tagName + "." + e.className);
	const small = [...document.querySelectorAll("summary, nav a")].filter((e) => shown(e) && box(e).height < TARGET_MIN).length;
	const heads = [...document.querySelectorAll("h1,h2,h3,h4")].map((h) => Number(h.tagName[1]));
	const jumps = heads.filter((h, i) => h > (i ? heads[i - 1] : 0) + 1).length;
	const paragraphs = [...document.querySelectorAll(".now p")];
	const first = paragraphs.filter((p) => /^(What to do|How soon):/.test(p.textContent) && box(p).bottom <= innerHeight).length;
	const texts = [...document.querySelectorAll(".fig")].filter((f) => !f.querySelector("title")?.textContent ||
		!f.querySelector("desc")?.textContent || !f.querySelector("figcaption p")?.textContent).length;
	return { wide, over, small, jumps, first, texts };
}

async function look(context, file, name, size) {
	const page = await context.newPage();
	const url = pathToFileURL(file).href;
	page.on("console", (m) => m.type() === "error" && complain(`console: ${m.text()}`));
	page.on("pageerror", (e) => complain(`page: ${e.message}`));
	page.on("request", (r) => r.url() !== url && !r.url().startsWith("data:") && complain(`request: ${r.url()}`));
	await page.goto(url);
	const m = await page.evaluate(measure, TARGET_MIN);
	if (m.wide > 0 || m.over.length) complain(`${m.wide} px too wide: ${m.over.slice(0, 3)}`);
	if (m.small) complain(`${m.small} targets lower than ${TARGET_MIN} px`);
	if (m.jumps) complain("headings jump a level");
	if (m.first !== 2) complain("the first screen does not say what to do and how soon");
	if (m.texts) complain(`${m.texts} figures without words`);
	if (shots) await page.screenshot({ path: join(shots, `${name}-${size.name}.png`), fullPage: true });
	await page.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = true)));
	if (await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth))
		complain("too wide when unfolded");
	await page.addScriptTag({ path: axe });
	const found = await page.evaluate(() => axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa",
		"best-practice"] }));
	for (const v of found.violations) complain(`axe ${v.id}: ${v.help}: ${v.nodes[0].html.slice(0, 120)}`);
	await page.close();
	looked++;
	return found.passes.length;
}

async function print(browser, file, name, person) {
	const page = await browser.newPage();
	await page.goto(pathToFileURL(file).href);
	const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true, path: shots ? join(shots, `${name}.pdf`) : undefined });
	const pages = (pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g) ?? []).length;
	if (person && pages > PAGES_MAX) complain(`${pages} A4 pages`);
	if (person) pages_max = Math.max(pages_max, pages);
	await page.close();
	return pages;
}

const dir = mkdtempSync(join(tmpdir(), "lumbar-web-"));
if (shots) mkdirSync(shots, { recursive: true });
const context_args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
	"--disable-component-update", "--disable-sync"];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", headless: true, args: context_args });
try {
	for (const size of sizes) size.context = await browser.newContext({ viewport: size, colorScheme: size.scheme, bypassCSP: true });
	for (const path of cases)
		for (const who of ["person", "clinician"]) {
			const name = `${basename(path, ".yaml")}-${who}`, file = join(dir, `${name}.html`);
			execFileSync(lumbar, ["assess", path, "--format", "html", "--for", who, "-o", file]);
			const bytes = statSync(file).size;
			bytes_max = Math.max(bytes_max, bytes);
			if (bytes > SIZE_MAX) complain(`${bytes} bytes`);
			if (/<script|\son\w+=|src=|@import|url\((?!#)/i.test(readFileSync(file, "utf8"))) complain("holds a script or asks for a file");
			const before = complaints;
			let passes = 0;
			for (const size of sizes) passes = await look(size.context, file, name, size);
			const pages = await print(browser, file, name, who === "person");
			console.log(`${complaints > before ? "FAIL" : "ok  "} ${name}: ${bytes} bytes, ${pages} A4 pages, ${passes} axe rules passed`);
		}
} finally {
	await browser.close();
	rmSync(dir, { recursive: true });
}
console.log(`${looked} views; largest ${bytes_max} bytes; person's print at most ${pages_max} pages; ${complaints} complaints`);
process.exit(complaints ? 1 : 0);
