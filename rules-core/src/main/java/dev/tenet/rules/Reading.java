package dev.tenet.rules;

import dev.tenet.rules.internal.source.LayerTree;
import dev.tenet.rules.spi.MapNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a load read, before it was merged.
 *
 * @param layers lowest first
 * @param overlay the layer of the environment, which is one of them; empty where there is none
 * @param environment the environment's name
 * @param tests the files of rule tests
 */
record Reading(List<LayerTree> layers, Optional<LayerTree> overlay, Optional<String> environment, List<MapNode> tests) {
    Reading {
        layers = List.copyOf(layers);
        tests = List.copyOf(tests);
    }

    /** The same with one more layer on top. */
    Reading with(LayerTree layer) {
        List<LayerTree> more = new ArrayList<>(layers);
        more.add(layer);
        return new Reading(more, overlay, environment, tests);
    }

    /** The same as if no environment had been named. */
    Reading withoutEnvironment() {
        List<LayerTree> rest = layers.stream()
                .filter(layer -> !overlay.equals(Optional.of(layer)))
                .toList();
        return new Reading(rest, Optional.empty(), Optional.empty(), tests);
    }
}
