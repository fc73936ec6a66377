package dev.tenet.rules.internal.source;

import dev.tenet.rules.spi.Node;
import dev.tenet.rules.spi.Place;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.Anchor;

/** A map or a list that is being read. */
abstract sealed class Frame permits MapFrame, ListFrame {
    private final Place place;
    private final Optional<Anchor> anchor;
    private final long valuesBefore;
    private int height = 1;

    Frame(Place place, Optional<Anchor> anchor, long valuesBefore) {
        this.place = place;
        this.anchor = anchor;
        this.valuesBefore = valuesBefore;
    }

    final Place place() {
        return place;
    }

    final Optional<Anchor> anchor() {
        return anchor;
    }

    /** How many values the text had before this one. */
    final long valuesBefore() {
        return valuesBefore;
    }

    /** How many levels of maps and lists it holds, itself included. */
    final int height() {
        return height;
    }

    final void add(Node node, int nodeHeight) {
        height = Math.max(height, nodeHeight + 1);
        add(node);
    }

    abstract void add(Node node);

    abstract Node finish();
}
