// Writes overrides.schema.json from the section schemas: the schema of the files in environments/ and local/, which
// hold any key of any section, none of them required, and may remove a key by setting it to null.
//
//     node schemas/overrides.mjs           write it
//     node schemas/overrides.mjs --check   fail if it is not what would be written

import { readFileSync, writeFileSync } from 'node:fs';

const SECTIONS = ['routing', 'sla', 'ui', 'decisions', 'queries', 'workflows'];
const target = new URL('overrides.schema.json', import.meta.url);

const definitions = {};

/** A definition of a section as it is. Lists are replaced as a whole, so what stands in them must be complete. */
function whole(section, name) {
    const key = `${section}.${name}`;
    if (!(key in definitions)) {
        definitions[key] = null; // reserved first: definitions refer to themselves
        definitions[key] = renamed(section, definitionOf(section, name));
    }
    return { $ref: `#/definitions/${key}` };
}

/** A definition of a section in which every key may be left out or null. */
function partial(section, name) {
    const key = `${section}.${name}.partial`;
    if (!(key in definitions)) {
        definitions[key] = null;
        definitions[key] = relaxed(section, definitionOf(section, name));
    }
    return { $ref: `#/definitions/${key}` };
}

function renamed(section, node) {
    if (Array.isArray(node)) {
        return node.map(child => renamed(section, child));
    }
    if (node === null || typeof node !== 'object') {
        return node;
    }
    if (typeof node.$ref === 'string') {
        const [name, ...rest] = referred(node.$ref);
        const { $ref } = whole(section, name);
        return { $ref: [$ref, ...rest].join('/') };
    }
    return mapValues(node, (child, key) => {
        if (key === 'properties') {
            return mapValues(child, property => renamed(section, property));
        }
        return isText(key) ? child : renamed(section, child);
    });
}

function relaxed(section, node) {
    if (typeof node.$ref === 'string') {
        const [name, ...rest] = referred(node.$ref);
        if (rest.length > 0) {
            throw new Error(`${section}: ${node.$ref} is not a whole definition`);
        }
        return partial(section, name);
    }
    const { required, minProperties, if: condition, then, else: otherwise, allOf, ...kept } = node;
    const out = {};
    for (const [key, value] of Object.entries(kept)) {
        if (key === 'type') {
            out.type = [value, 'null'].flat();
        } else if (key === 'enum') {
            out.enum = [...value, null];
        } else if (key === 'properties') {
            out.properties = mapValues(value, child => relaxed(section, child));
        } else if (key === 'additionalProperties' && typeof value === 'object') {
            out.additionalProperties = relaxed(section, value);
        } else {
            out[key] = isText(key) ? value : renamed(section, value);
        }
    }
    const alternatives = (allOf ?? []).map(branch => branch.then).filter(branch => branch && '$ref' in branch);
    if (alternatives.length > 0) {
        // which alternative applies may be said in another layer, so an override takes the keys of all of them
        for (const { $ref } of alternatives) {
            const alternative = relaxed(section, definitionOf(section, referred($ref)[0]));
            out.properties = { ...alternative.properties, ...out.properties };
        }
        out.additionalProperties = false;
    }
    return out;
}

/** Keywords whose value is text or sample data, in which nothing is a reference. */
function isText(key) {
    return ['title', 'description', 'examples', 'default', 'const', 'enum', 'pattern'].includes(key);
}

function referred($ref) {
    const prefix = '#/definitions/';
    if (!$ref.startsWith(prefix)) {
        throw new Error(`${$ref}: references stay inside the file, under ${prefix}`);
    }
    return $ref.slice(prefix.length).split('/');
}

function mapValues(object, change) {
    return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value, key)]));
}

const schemas = Object.fromEntries(SECTIONS.map(section => [
    section,
    JSON.parse(readFileSync(new URL(`${section}.schema.json`, import.meta.url), 'utf8')),
]));

function definitionOf(section, name) {
    const definition = schemas[section].definitions[name];
    if (definition === undefined) {
        throw new Error(`${section}: there is no definition ${name}`);
    }
    return definition;
}

const properties = { version: whole('routing', 'version') };
for (const section of SECTIONS) {
    for (const [key, schema] of Object.entries(schemas[section].properties)) {
        if (key !== 'version') {
            properties[key] = partial(section, referred(schema.$ref)[0]);
        }
    }
}

const text = JSON.stringify({
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: schemas.routing.$id.replace('routing', 'overrides'),
    $comment: 'Generated from the section schemas by overrides.mjs. Change those, then run it.',
    title: 'Overrides',
    description: 'What one environment or one developer changes: any key of any section. Maps merge key by key, '
        + 'every other value (a list too) is replaced as a whole, null removes a key.',
    type: 'object',
    required: ['version'],
    additionalProperties: false,
    properties,
    definitions,
}, null, 2) + '\n';

if (process.argv.includes('--check')) {
    if (readFileSync(target, 'utf8') !== text) {
        console.error('schemas/overrides.schema.json is stale; run: node schemas/overrides.mjs');
        process.exit(1);
    }
} else {
    writeFileSync(target, text);
}
