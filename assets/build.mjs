// Builds build/static from npm's packages: one compressed style sheet, the images it names, the USWDS scripts.
// Nothing is vendored and nothing refers to a source map: the manifest storage refuses names that lead nowhere.

import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "sass";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const uswds = join(root, "node_modules/@uswds/uswds");
const out = join(root, "build/static");

const compiled = compile(join(root, "assets/fairway.scss"), {
  loadPaths: [join(uswds, "packages")],
  style: "compressed",
  quietDeps: true,
  sourceMap: false,
});
// Nearly every package pulls in `uswds-fonts`; with system fonts its rules name empty or absent files.
const css = compiled.css.replace(/@font-face\s*\{[^}]*\}/g, "");

const images = new Set([...css.matchAll(/url\(["']?uswds\/([^"')]+)["']?\)/g)].map(([, name]) => name));
const strangers = [...css.matchAll(/url\(["']?([^"')]*)["']?\)/g)]
  .map(([, name]) => name)
  .filter((name) => name && !name.startsWith("uswds/") && !name.startsWith("data:"));
if (strangers.length) throw new Error(`The style sheet names what is not copied: ${strangers.join(", ")}`);

await rm(out, { recursive: true, force: true });
await mkdir(join(out, "uswds"), { recursive: true });
await writeFile(join(out, "fairway.css"), css);
for (const name of images) {
  await cp(join(uswds, "dist/img", name), join(out, "uswds", name));
}
for (const name of ["uswds.min.js", "uswds-init.min.js"]) {
  const script = await readFile(join(uswds, "dist/js", name), "utf8");
  await writeFile(join(out, "uswds", name), script.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, "\n"));
}
await cp(join(root, "assets/static"), out, { recursive: true });
console.log(`build/static: ${Math.round(css.length / 1024)} KB of CSS, ${images.size} images`);
