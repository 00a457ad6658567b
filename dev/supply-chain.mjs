// Checks the packages that run in production: known vulnerabilities and licences. Writes an SBOM
// (CycloneDX) to sbom.json, which git ignores.

import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'CC-BY-3.0',
  'CC-BY-4.0',
  'ISC',
  'MIT',
  'MIT-0',
  'MPL-2.0',
  'PSF-2.0',
  'Python-2.0',
  'Unlicense',
]);
/** What the licence file of a package says whose package.json does not, or not as SPDX. */
const READ_BY_HAND = {
  'node_modules/slick': 'MIT',
  'node_modules/unionfs': 'Unlicense',
};
const SBOM = new URL('../sbom.json', import.meta.url);
const AUDIT_WITHIN_MS = 10_000;

const problems = [...checkLicences(), ...audit()];
writeSbom();
for (const problem of problems) console.log(problem);
process.exitCode = problems.length > 0 ? 1 : 0;

/** Every package of the lockfile that is not for development only. */
function checkLicences() {
  const { packages } = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url)));
  const entries = Object.entries(packages).filter(
    ([path, { dev, devOptional, link }]) => path !== '' && !dev && !devOptional && !link,
  );
  console.log(`${entries.length} packages in production`);
  return entries
    .filter(([path, { license }]) => !isAllowed(READ_BY_HAND[path] ?? license))
    .map(([path, { license }]) => `${path} has the licence ${license ?? 'unknown'}`);
}

/** An SPDX expression: of alternatives, one must be allowed; of parts, all. */
function isAllowed(licence) {
  if (typeof licence !== 'string') return false;
  const plain = licence.replaceAll(/[()]/g, '');
  return plain
    .split(/ OR /i)
    .some((choice) => choice.split(/ AND /i).every((part) => ALLOWED.has(part.trim())));
}

/** A service that does not answer is reported, and is no problem of this change. */
function audit() {
  const run = spawnSync('npm', ['audit', '--omit=dev', '--json', '--fetch-retries=0'], {
    encoding: 'utf8',
    timeout: AUDIT_WITHIN_MS,
  });
  const report = parse(run.stdout);
  if (!report?.vulnerabilities) {
    const why = report?.message ?? report?.error?.summary ?? `no answer in ${AUDIT_WITHIN_MS} ms`;
    console.log(`NOT CHECKED: the audit service did not answer (${why})`);
    return [];
  }
  const found = Object.values(report.vulnerabilities);
  if (found.length === 0) console.log('npm audit: no known vulnerabilities');
  return found.map(({ name, severity, range }) => `${name} ${range}: ${severity} (npm audit)`);
}

function writeSbom() {
  const args = ['sbom', '--sbom-format=cyclonedx', '--omit=dev', '--package-lock-only'];
  const run = spawnSync('npm', args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  const sbom = parse(run.stdout);
  if (!sbom) {
    problems.push(`npm sbom failed: ${run.stderr.trim()}`);
    return;
  }
  writeFileSync(SBOM, run.stdout);
  console.log(`sbom.json: ${sbom.components.length} components`);
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
