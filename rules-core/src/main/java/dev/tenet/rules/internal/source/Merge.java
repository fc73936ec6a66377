package dev.tenet.rules.internal.source;

import dev.tenet.rules.spi.MapNode;
import dev.tenet.rules.spi.Node;
import dev.tenet.rules.spi.Problems;
import dev.tenet.rules.spi.SourceText;
import java.util.List;
import java.util.Optional;

/** Lays layers over one another, as {@link MapNode#overlaid} says. */
public final class Merge {
    private Merge() {}

    /** All layers as one map, the last one winning. */
    public static MapNode merge(List<LayerTree> layers, Problems problems) {
        MapNode merged = layers.get(0).root();
        for (LayerTree layer : layers.subList(1, layers.size())) {
            merged = merged.overlaid(
                    layer.root().place(), layer.root(), (key, by, below) -> check(key, by, below, problems));
        }
        return merged;
    }

    private static void check(String key, MapNode.Entry by, Optional<MapNode.Entry> below, Problems problems) {
        if (below.isEmpty()) {
            String message = "null removes the key \"" + key + "\", but no layer below has it";
            problems.warning("nothing-to-remove", by.key(), message, "check the spelling, or remove the line");
        } else if (!isWritten(by.value())) {
            String message = "nothing stands after \"" + key + "\", which removes it from the layers below";
            problems.warning("empty-value", by.key(), message, "write null if that is meant, else remove the line");
        }
    }

    /** Whether a null has a text: what is left of a key whose lines were commented out has none. */
    private static boolean isWritten(Node nothing) {
        SourceText source = nothing.place().source();
        int at = source.offset(nothing.place());
        return at < source.text().length() && "~nN!&".indexOf(source.text().charAt(at)) >= 0;
    }
}
