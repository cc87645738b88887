// Reads a site's netlify.toml, _headers and _redirects as Netlify does, and
// writes what it read as JSON: hosts.mjs REPOSITORY PUBLIC
import { resolveConfig } from "@netlify/config";
import { parseAllHeaders } from "@netlify/headers-parser";
import { parseAllRedirects } from "@netlify/redirect-parser";

const [repositoryRoot, folder] = process.argv.slice(2);
const contexts = {};
for (const context of ["production", "deploy-preview", "branch-deploy"]) {
  const { config } = await resolveConfig({ repositoryRoot, context, branch: "main", offline: true, buffer: true, mode: "cli", env: {} });
  contexts[context] = { command: config.build.command, publish: config.build.publish, plugins: config.plugins.map((p) => p.package) };
}
const read = { minimal: false, configHeaders: [], configRedirects: [] };
const headers = await parseAllHeaders({ ...read, headersFiles: [`${folder}/_headers`] });
const redirects = await parseAllRedirects({ ...read, redirectsFiles: [`${folder}/_redirects`] });
const whole = (e) => String(e);
process.stdout.write(JSON.stringify({
  contexts,
  headers: headers.headers.map((h) => ({ path: h.for, pattern: h.forRegExp.source, values: h.values })),
  redirects: redirects.redirects.map((r) => ({ from: r.path, to: r.to, status: r.status, forced: r.force })),
  errors: [...headers.errors, ...redirects.errors].map(whole),
}));
