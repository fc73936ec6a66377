package dev.tenet.rules.internal.source;

import dev.tenet.rules.spi.MapNode;
import dev.tenet.rules.spi.Node;
import dev.tenet.rules.spi.NodeKind;
import dev.tenet.rules.spi.Place;
import dev.tenet.rules.spi.Problems;
import dev.tenet.rules.spi.SourceText;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lays layers over one another. Maps merge key by key; every other value is replaced whole, lists too; in a layer
 * above the lowest, {@code null} removes a key. A key keeps its first place in the order and in the source, its value
 * the place where it was last written.
 */
public final class Merge {
    private Merge() {}

    /** All layers as one map, the last one winning. */
    public static MapNode merge(List<LayerTree> layers, Problems problems) {
        MapNode merged = layers.get(0).root();
        for (LayerTree layer : layers.subList(1, layers.size())) {
            merged = overlay(merged, layer.root(), layer.root().place(), problems);
        }
        return merged;
    }

    private static MapNode overlay(MapNode low, MapNode high, Place highKey, Problems problems) {
        Map<String, Place> nulls = new HashMap<>();
        LinkedHashMap<String, MapNode.Entry> entries = new LinkedHashMap<>(low.entries());
        high.entries().forEach((key, entry) -> {
            MapNode.Entry below = entries.get(key);
            if (entry.value().kind() == NodeKind.NULL) {
                if (below == null) {
                    String message = "null removes the key \"" + key + "\", but no layer below has it";
                    problems.warning(
                            "nothing-to-remove", entry.key(), message, "check the spelling, or remove the line");
                } else if (!isWritten(entry.value())) {
                    String message = "nothing stands after \"" + key + "\", which removes it from the layers below";
                    problems.warning(
                            "empty-value", entry.key(), message, "write null if that is meant, else remove the line");
                }
                entries.remove(key);
                nulls.put(key, entry.key());
            } else if (entry.value() instanceof MapNode map) {
                Node under = below == null ? empty(map) : below.value();
                MapNode target = under instanceof MapNode lowMap ? lowMap : empty(map);
                entries.put(
                        key,
                        new MapNode.Entry(
                                (below == null ? entry : below).key(), overlay(target, map, entry.key(), problems)));
            } else {
                entries.put(key, below == null ? entry : new MapNode.Entry(below.key(), entry.value()));
            }
        });
        return low.overlaid(highKey, entries, nulls);
    }

    /** Whether a null has a text: what is left of a key whose lines were commented out has none. */
    private static boolean isWritten(Node nothing) {
        SourceText source = nothing.place().source();
        int at = source.offset(nothing.place());
        return at < source.text().length() && "~nN!&".indexOf(source.text().charAt(at)) >= 0;
    }

    private static MapNode empty(MapNode like) {
        return new MapNode(like.place(), new LinkedHashMap<>());
    }
}
