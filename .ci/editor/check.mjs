// Opens the reference configuration in a YAML language server, as an editor would, and looks at what it says.
//
//     npm ci && node check.mjs
//
// Every schema comes from schemas/ beside the files that name it: the server is told nothing and fetches nothing.

import { spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const config = path.join(root, 'examples', 'config');
const ANSWER_WITHIN_MS = 30_000;

/** A YAML language server, spoken to over its standard input and output. */
class LanguageServer {
    #process;
    #buffer = Buffer.alloc(0);
    #requests = new Map();
    #diagnostics = new Map();
    #lastId = 0;

    constructor() {
        const packageJson = createRequire(import.meta.url).resolve('yaml-language-server/package.json');
        const server = path.join(path.dirname(packageJson), 'bin', 'yaml-language-server');
        this.#process = spawn(process.execPath, [server, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
        this.#process.stdout.on('data', chunk => this.#receive(chunk));
    }

    async start() {
        await this.#request('initialize', {
            processId: process.pid,
            rootUri: pathToFileURL(root).href,
            capabilities: {
                textDocument: {
                    completion: { completionItem: { documentationFormat: ['plaintext'] } },
                    hover: { contentFormat: ['plaintext'] },
                },
                workspace: { configuration: true },
            },
        });
        this.#send({ method: 'initialized', params: {} });
    }

    /** Opens a document and gives what the server finds wrong with it. */
    open(file, text) {
        const uri = pathToFileURL(file).href;
        const found = within(new Promise(resolve => this.#diagnostics.set(uri, resolve)), `diagnostics of ${file}`);
        const textDocument = { uri, languageId: 'yaml', version: 1, text };
        this.#send({ method: 'textDocument/didOpen', params: { textDocument } });
        return found;
    }

    complete(file, position) {
        return this.#request('textDocument/completion', { textDocument: { uri: pathToFileURL(file).href }, position });
    }

    hover(file, position) {
        return this.#request('textDocument/hover', { textDocument: { uri: pathToFileURL(file).href }, position });
    }

    async stop() {
        await this.#request('shutdown', null);
        this.#send({ method: 'exit' });
    }

    #request(method, params) {
        const id = ++this.#lastId;
        const answer = new Promise((resolve, reject) => this.#requests.set(id, { resolve, reject }));
        this.#send({ id, method, params });
        return within(answer, method);
    }

    #send(message) {
        const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
        this.#process.stdin.write(`Content-Length: ${body.length}\r\n\r\n`);
        this.#process.stdin.write(body);
    }

    #receive(chunk) {
        this.#buffer = Buffer.concat([this.#buffer, chunk]);
        for (;;) {
            const end = this.#buffer.indexOf('\r\n\r\n');
            if (end < 0) {
                return;
            }
            const length = Number(/Content-Length: (\d+)/i.exec(this.#buffer.toString('latin1', 0, end))[1]);
            if (this.#buffer.length < end + 4 + length) {
                return;
            }
            const message = JSON.parse(this.#buffer.toString('utf8', end + 4, end + 4 + length));
            this.#buffer = this.#buffer.subarray(end + 4 + length);
            this.#handle(message);
        }
    }

    #handle(message) {
        if (message.method === 'workspace/configuration') {
            const yaml = { validate: true, completion: true, hover: true, schemaStore: { enable: false } };
            const result = message.params.items.map(item => (item.section === 'yaml' ? yaml : null));
            this.#send({ id: message.id, result });
        } else if (message.method === 'textDocument/publishDiagnostics') {
            this.#diagnostics.get(message.params.uri)?.(message.params.diagnostics);
        } else if (message.method !== undefined && message.id !== undefined) {
            this.#send({ id: message.id, result: null });
        } else if (message.id !== undefined) {
            const { resolve, reject } = this.#requests.get(message.id);
            this.#requests.delete(message.id);
            message.error ? reject(new Error(message.error.message)) : resolve(message.result);
        }
    }
}

function within(promise, what) {
    let timer;
    const late = new Promise((_, reject) => {
        const error = new Error(`no answer within ${ANSWER_WITHIN_MS} ms: ${what}`);
        timer = setTimeout(() => reject(error), ANSWER_WITHIN_MS);
    });
    return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** The place of the first occurrence of `needle`, as the protocol counts: lines and columns from 0. */
function positionOf(text, needle) {
    const before = text.slice(0, text.indexOf(needle)).split('\n');
    return { line: before.length - 1, character: before.at(-1).length };
}

const printed = diagnostics =>
    diagnostics.map(d => `${d.range.start.line + 1}:${d.range.start.character + 1} ${d.message}`);

let passed = 0;
let failed = 0;

function check(what, good, seen) {
    good ? passed++ : failed++;
    console.log(`${good ? 'ok  ' : 'FAIL'} ${what}${good ? '' : `\n     saw: ${JSON.stringify(seen)}`}`);
}

const server = new LanguageServer();
await server.start();

for (const folder of ['base', 'environments', 'local', 'tests']) {
    for (const name of readdirSync(path.join(config, folder)).sort()) {
        const file = path.join(config, folder, name);
        const text = readFileSync(file, 'utf8');
        check(`${folder}/${name} names its schema in its first line`,
            /^# yaml-language-server: \$schema=\S+\.schema\.json\n/.test(text), text.split('\n', 1));
        const diagnostics = await server.open(file, text);
        check(`${folder}/${name} has no diagnostics`, diagnostics.length === 0, printed(diagnostics));
    }
}

const routing = readFileSync(path.join(config, 'base', 'routing_rules.yaml'), 'utf8');
const schema = JSON.parse(readFileSync(path.join(root, 'schemas', 'routing.schema.json'), 'utf8'));

// These documents are never on disk; they only lie where their schema line leads to the schema.
const beside = name => path.join(config, 'base', name);

const unfinished = `${routing.split('\n', 1)[0]}
version: "1.0"
environment_routing:
  bug_fix:
    requires_env: false
    pref
`;
await server.open(beside('unfinished.yaml'), unfinished);
const afterPref = positionOf(unfinished, 'pref\n');
afterPref.character += 'pref'.length;
const completion = await server.complete(beside('unfinished.yaml'), afterPref);
const labels = completion.items.map(item => item.label);
check('completion inside a routing rule offers preferred_sessions', labels.includes('preferred_sessions'), labels);

const hover = await server.hover(beside('routing_rules.yaml'), positionOf(routing, 'preferred_sessions:'));
const shown = JSON.stringify(hover?.contents ?? null).replaceAll('\\\\', '');
const told = schema.definitions.rule.properties.preferred_sessions.description.split('. ', 1)[0];
check('hover on preferred_sessions shows its description', shown.replaceAll('\\n', ' ').includes(told), shown);

const misspelt = routing.replace('preferred_sessions', 'prefered_sessions');
const complaints = await server.open(beside('misspelt.yaml'), misspelt);
const wrong = positionOf(misspelt, 'prefered_sessions');
check('a misspelt key gets a diagnostic where it stands',
    complaints.some(d => d.range.start.line === wrong.line && d.message.includes('prefered_sessions')),
    printed(complaints));

const overrides = readFileSync(path.join(config, 'environments', 'qa.yaml'), 'utf8');
const removed = overrides.replace('merge_via_pr: true', 'merge_via_pr: null');
const removals = await server.open(path.join(config, 'environments', 'removed.yaml'), removed);
check('an override may remove a key with null', removals.length === 0 && removed !== overrides, printed(removals));
const odd = overrides.replace('requires_env: true', 'requires_env: perhaps');
const oddities = await server.open(path.join(config, 'environments', 'odd.yaml'), odd);
check('an override with a wrong type gets a diagnostic', oddities.length === 1, printed(oddities));

await server.stop();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
