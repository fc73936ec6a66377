/** How the sections of Tenet's own are typed and checked. Each binder agrees with the JSON Schema of its section. */
package dev.tenet.rules.internal.bind;
