/**
 * Durable workflows that live in YAML: steps over SQL templates and host functions, with compensation and resume.
 *
 * <p>Nothing is here yet; {@code dev.tenet.rules} already checks the {@code workflows} section.
 */
package dev.tenet.rules.workflow;
