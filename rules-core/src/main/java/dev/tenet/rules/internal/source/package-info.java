/** Knows text: reads, layers and schema-checks YAML. The engines never see it. */
package dev.tenet.rules.internal.source;
