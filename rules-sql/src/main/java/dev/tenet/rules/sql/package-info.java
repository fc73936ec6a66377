/**
 * SQL templates that live in YAML: named queries with typed parameters, run over the host's own data source.
 *
 * <p>So far the sections {@code queries} and {@code indexes} are checked and their names known; running them follows.
 */
package dev.tenet.rules.sql;
