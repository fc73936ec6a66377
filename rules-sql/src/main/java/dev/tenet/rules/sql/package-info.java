/**
 * SQL templates that live in YAML: named queries with typed parameters, run over the host's own data source. Begin with
 * {@link dev.tenet.rules.sql.SqlTemplates}; {@link dev.tenet.rules.sql.Queries} tells what was written.
 */
package dev.tenet.rules.sql;
