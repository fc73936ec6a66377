package dev.tenet.rules.spi;

import dev.tenet.rules.internal.text.Printable;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keys and values in the order they were written. */
public final class MapNode implements Node {
    private final Place place;
    private final Map<String, Entry> entries;
    private final Optional<Place> uppermost;
    private final Map<String, Place> removed;

    /**
     * A key's place and value.
     *
     * @param key where the key stands
     * @param value the value behind it
     */
    public record Entry(Place key, Node value) {
        /** Checks that nothing is missing. */
        public Entry {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(value, "value");
        }
    }

    /** Is told what a map takes away that is laid over another. */
    @FunctionalInterface
    public interface Removals {
        /**
         * A key is removed.
         *
         * @param key the key
         * @param by the null that removes it
         * @param below what it removes; empty if there is nothing
         */
        void removed(String key, Entry by, Optional<Entry> below);
    }

    /**
     * Makes a map.
     *
     * @param place where it starts
     * @param entries the keys in order; owned by the node from now on
     */
    public MapNode(Place place, Map<String, Entry> entries) {
        this(place, entries, Optional.empty(), Map.of());
    }

    private MapNode(Place place, Map<String, Entry> entries, Optional<Place> uppermost, Map<String, Place> removed) {
        this.place = Objects.requireNonNull(place, "place");
        this.entries = Collections.unmodifiableMap(entries);
        this.uppermost = uppermost;
        this.removed = Map.copyOf(removed);
    }

    /**
     * This map with another one laid over it. Maps merge key by key; every other value is replaced whole, lists too;
     * {@code null} removes a key. A key keeps its first place in the order and in the source, its value the place where
     * it was last written.
     *
     * @param key where the key of the upper map stands
     * @param upper the map laid over this one
     * @param removals is told each key that the upper map removes
     */
    public MapNode overlaid(Place key, MapNode upper, Removals removals) {
        Map<String, Place> gone = new HashMap<>(removed);
        Map<String, Entry> merged = new LinkedHashMap<>(entries);
        upper.entries.forEach((name, entry) -> {
            Entry below = merged.get(name);
            if (entry.value().kind() == NodeKind.NULL) {
                removals.removed(name, entry, Optional.ofNullable(below));
                merged.remove(name);
                gone.put(name, entry.key());
            } else {
                Place first = (below == null ? entry : below).key();
                merged.put(name, new Entry(first, overlaid(below, entry, removals)));
                gone.remove(name);
            }
        });
        return new MapNode(place, merged, Optional.of(key), gone);
    }

    private static Node overlaid(@Nullable Entry below, Entry above, Removals removals) {
        if (!(above.value() instanceof MapNode upper)) {
            return above.value();
        }
        MapNode lower = below != null && below.value() instanceof MapNode map
                ? map
                : new MapNode(upper.place, new LinkedHashMap<>());
        return lower.overlaid(above.key(), upper, removals);
    }

    /**
     * What to blame for a key that is missing from a map that several layers wrote: the {@code null} that removed it,
     * else the uppermost layer that changed the map; empty for a map of one layer.
     */
    Optional<Place> blame(String key) {
        return Optional.ofNullable(removed.get(key)).or(() -> uppermost);
    }

    @Override
    public Place place() {
        return place;
    }

    @Override
    public NodeKind kind() {
        return NodeKind.MAP;
    }

    /** The keys in order, each with its place and value; unmodifiable. */
    public Map<String, Entry> entries() {
        return entries;
    }

    /** The keys in order; unmodifiable. */
    public Set<String> keys() {
        return entries.keySet();
    }

    /** A key's place and value, if the key is there. */
    public Optional<Entry> entry(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    /** The value behind a key, if it is there. */
    public Optional<Node> value(String key) {
        Entry entry = entries.get(key);
        return entry == null ? Optional.empty() : Optional.of(entry.value());
    }

    @Override
    public boolean sameValue(Node other) {
        if (this == other) {
            return true;
        }
        if (!(other instanceof MapNode that) || !keys().equals(that.keys())) {
            return false;
        }
        return entries.entrySet().stream()
                .allMatch(e ->
                        e.getValue().value().sameValue(that.value(e.getKey()).orElseThrow()));
    }

    @Override
    public int valueHash() {
        int hash = 0;
        for (Map.Entry<String, Entry> entry : entries.entrySet()) {
            hash += entry.getKey().hashCode() ^ entry.getValue().value().valueHash();
        }
        return hash;
    }

    /** The map in flow style, for messages. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder("{");
        entries.forEach((key, entry) -> out.append(out.length() == 1 ? "" : ", ")
                .append(Printable.line(key))
                .append(": ")
                .append(entry.value()));
        return out.append('}').toString();
    }
}
