package dev.tenet.rules.internal.source;

import dev.tenet.rules.spi.MapNode;
import dev.tenet.rules.spi.Problems;
import java.util.List;

/** Lays layers over one another, as {@link MapNode#overlaid} says. */
public final class Merge {
    private Merge() {}

    /** All layers as one map, the last one winning. */
    public static MapNode merge(List<LayerTree> layers, Problems problems) {
        MapNode merged = layers.get(0).root();
        for (LayerTree layer : layers.subList(1, layers.size())) {
            merged = merged.overlaid(layer.root().place(), layer.root(), (key, place) -> {
                String message = "null removes the key \"" + key + "\", but no layer below has it";
                problems.warning("nothing-to-remove", place, message, "check the spelling, or remove the line");
            });
        }
        return merged;
    }
}
