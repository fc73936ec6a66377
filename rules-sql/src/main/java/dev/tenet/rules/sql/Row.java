package dev.tenet.rules.sql;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A row as a map that cannot be changed; all rows of a result share their labels. */
final class Row extends AbstractMap<String, @Nullable Object> {
    private final Map<String, Integer> positions;
    private final @Nullable Object[] values;

    /** Makes a row, which owns the values from now on. */
    Row(Map<String, Integer> positions, @Nullable Object[] values) {
        this.positions = positions;
        this.values = values;
    }

    @Override
    public @Nullable Object get(@Nullable Object label) {
        Integer position = positions.get(label);
        return position == null ? null : values[position];
    }

    @Override
    public boolean containsKey(@Nullable Object label) {
        return positions.containsKey(label);
    }

    @Override
    public Set<String> keySet() {
        return positions.keySet();
    }

    @Override
    public int size() {
        return values.length;
    }

    @Override
    public Set<Map.Entry<String, @Nullable Object>> entrySet() {
        return new Entries();
    }

    private final class Entries extends AbstractSet<Map.Entry<String, @Nullable Object>> {
        @Override
        public int size() {
            return values.length;
        }

        @Override
        public Iterator<Map.Entry<String, @Nullable Object>> iterator() {
            Iterator<Map.Entry<String, Integer>> labels = positions.entrySet().iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return labels.hasNext();
                }

                @Override
                public Map.Entry<String, @Nullable Object> next() {
                    Map.Entry<String, Integer> label = labels.next();
                    return new SimpleImmutableEntry<>(label.getKey(), values[label.getValue()]);
                }
            };
        }
    }
}
