package dev.tenet.rules.internal.source;

import dev.tenet.rules.spi.MapNode;

/**
 * One layer of rules as it was read.
 *
 * @param name the layer's name in provenance
 * @param root its top-level keys, {@code version} left out
 */
public record LayerTree(String name, MapNode root) {}
