/**
 * SQL templates that live in YAML: named queries with typed parameters, run over the host's own data source.
 *
 * <p>Nothing is here yet; {@code dev.tenet.rules} already checks the {@code queries} and {@code indexes} sections.
 */
package dev.tenet.rules.sql;
