package dev.tenet.rules.internal.source;

import dev.tenet.rules.Problem;
import dev.tenet.rules.spi.MapNode;
import dev.tenet.rules.spi.Node;
import dev.tenet.rules.spi.Place;
import dev.tenet.rules.spi.Problems;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.Anchor;

/** A map that is being read. The first value of a key stands when a second one is reported. */
final class MapFrame extends Frame {
    private final Problems problems;
    private final LinkedHashMap<String, MapNode.Entry> entries = new LinkedHashMap<>();
    private String key = "";
    private Place keyPlace;
    private boolean wantsKey = true;

    MapFrame(Place place, Optional<Anchor> anchor, long valuesBefore, Problems problems) {
        super(place, anchor, valuesBefore);
        this.problems = problems;
        this.keyPlace = place;
    }

    boolean wantsKey() {
        return wantsKey;
    }

    void key(String name, Place at) {
        key = name;
        keyPlace = at;
        wantsKey = false;
    }

    @Override
    void add(Node node) {
        wantsKey = true;
        MapNode.Entry first = entries.putIfAbsent(key, new MapNode.Entry(keyPlace, node));
        if (first != null) {
            problems.error(
                    "duplicate-key",
                    keyPlace,
                    "the key \"" + key + "\" stands in this map already",
                    "keep one of the two",
                    new Problem.Related(first.key().location(), "the first one"));
        }
    }

    @Override
    Node finish() {
        return new MapNode(place(), entries);
    }
}
