package dev.tenet.rules.internal.source;

import dev.tenet.rules.spi.ListNode;
import dev.tenet.rules.spi.Node;
import dev.tenet.rules.spi.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.Anchor;

/** A list that is being read. */
final class ListFrame extends Frame {
    private final List<Node> items = new ArrayList<>();

    ListFrame(Place place, Optional<Anchor> anchor, long valuesBefore) {
        super(place, anchor, valuesBefore);
    }

    @Override
    void add(Node node) {
        items.add(node);
    }

    @Override
    Node finish() {
        return new ListNode(place(), items);
    }
}
