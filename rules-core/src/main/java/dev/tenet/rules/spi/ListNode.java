package dev.tenet.rules.spi;

import java.util.List;
import java.util.Objects;

/** A sequence of values. */
public final class ListNode implements Node {
    private final Place place;
    private final List<Node> items;

    /**
     * Makes a list.
     *
     * @param place where it starts
     * @param items the values in order; copied
     */
    public ListNode(Place place, List<Node> items) {
        this.place = Objects.requireNonNull(place, "place");
        this.items = List.copyOf(items);
    }

    @Override
    public Place place() {
        return place;
    }

    @Override
    public NodeKind kind() {
        return NodeKind.LIST;
    }

    /** The values in order; unmodifiable. */
    public List<Node> items() {
        return items;
    }

    @Override
    public boolean sameValue(Node other) {
        if (this == other) {
            return true;
        }
        if (!(other instanceof ListNode that) || items.size() != that.items.size()) {
            return false;
        }
        for (int i = 0; i < items.size(); i++) {
            if (!items.get(i).sameValue(that.items.get(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int valueHash() {
        int hash = 1;
        for (Node item : items) {
            hash = 31 * hash + item.valueHash();
        }
        return hash;
    }

    /** The list in flow style, for messages. */
    @Override
    public String toString() {
        return items.toString();
    }
}
