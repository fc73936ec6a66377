/**
 * Durable workflows that live in YAML: steps over SQL templates and host functions, with compensation and resume.
 *
 * <p>So far the section {@code workflows} is checked and its names known; the engine follows.
 */
package dev.tenet.rules.workflow;
