package dev.tenet.rules.internal.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Facts whose values lie in one set for each dimension; a dimension without a set is free. No set is empty, and none
 * holds everything. Immutable.
 */
final class Box {
    /** All facts. */
    static final Box ALL = new Box(new int[0], new ValueSet[0]);

    private final int[] dimensions;
    private final ValueSet[] sets;

    private Box(int[] dimensions, ValueSet[] sets) {
        this.dimensions = dimensions;
        this.sets = sets;
    }

    /** The facts with a value of a set that is not empty. */
    static Box of(int dimension, ValueSet set) {
        return set.isAll() ? ALL : new Box(new int[] {dimension}, new ValueSet[] {set});
    }

    /** How many dimensions are not free. */
    int size() {
        return dimensions.length;
    }

    /** A dimension that is not free, in ascending order. */
    int dimension(int position) {
        return dimensions[position];
    }

    /** The values allowed in the dimension at that position. */
    ValueSet set(int position) {
        return sets[position];
    }

    /** The facts in both; empty when there are none. */
    Optional<Box> and(Box other) {
        if (this == ALL || other == ALL) {
            return Optional.of(this == ALL ? other : this);
        }
        int[] merged = new int[dimensions.length + other.dimensions.length];
        ValueSet[] values = new ValueSet[merged.length];
        int size = 0;
        int left = 0;
        int right = 0;
        while (left < dimensions.length || right < other.dimensions.length) {
            int order = order(left, other, right);
            ValueSet set = order < 0 ? sets[left] : order > 0 ? other.sets[right] : sets[left].and(other.sets[right]);
            if (set.isEmpty()) {
                return Optional.empty();
            }
            merged[size] = order <= 0 ? dimensions[left] : other.dimensions[right];
            values[size++] = set;
            left += order <= 0 ? 1 : 0;
            right += order >= 0 ? 1 : 0;
        }
        return Optional.of(new Box(Arrays.copyOf(merged, size), Arrays.copyOf(values, size)));
    }

    private int order(int left, Box other, int right) {
        return left == dimensions.length
                ? 1
                : right == other.dimensions.length ? -1 : Integer.compare(dimensions[left], other.dimensions[right]);
    }

    /** Whether some facts are in both. */
    boolean meets(Box other) {
        int left = 0;
        int right = 0;
        while (left < dimensions.length && right < other.dimensions.length) {
            int order = Integer.compare(dimensions[left], other.dimensions[right]);
            if (order == 0 && !sets[left].meets(other.sets[right])) {
                return false;
            }
            left += order <= 0 ? 1 : 0;
            right += order >= 0 ? 1 : 0;
        }
        return true;
    }

    /** Whether all facts of another box are in this one. */
    boolean contains(Box other) {
        int right = 0;
        for (int left = 0; left < dimensions.length; left++) {
            while (right < other.dimensions.length && other.dimensions[right] < dimensions[left]) {
                right++;
            }
            if (right == other.dimensions.length
                    || other.dimensions[right] != dimensions[left]
                    || !other.sets[right].isWithin(sets[left])) {
                return false;
            }
        }
        return true;
    }

    /** The facts that are not in another box, as boxes that share nothing. */
    List<Box> minus(Box other) {
        if (!meets(other)) {
            return List.of(this);
        }
        List<Box> pieces = new ArrayList<>();
        Box rest = this;
        for (int i = 0; i < other.dimensions.length; i++) {
            int dimension = other.dimensions[i];
            rest.and(of(dimension, other.sets[i].not())).ifPresent(pieces::add);
            rest = rest.and(of(dimension, other.sets[i])).orElseThrow();
        }
        return pieces;
    }

    /** One box for this and another that differs in one dimension only, if it does. */
    Optional<Box> join(Box other) {
        if (contains(other)) {
            return Optional.of(this);
        } else if (other.contains(this)) {
            return Optional.of(other);
        } else if (!Arrays.equals(dimensions, other.dimensions)) {
            return Optional.empty();
        }
        int different = -1;
        for (int i = 0; i < sets.length; i++) {
            if (!sets[i].equals(other.sets[i])) {
                if (different >= 0) {
                    return Optional.empty();
                }
                different = i;
            }
        }
        ValueSet joined = sets[different].or(other.sets[different]);
        return Optional.of(joined.isAll() ? without(different) : with(different, joined));
    }

    private Box with(int position, ValueSet set) {
        ValueSet[] changed = sets.clone();
        changed[position] = set;
        return new Box(dimensions, changed);
    }

    private Box without(int position) {
        if (dimensions.length == 1) {
            return ALL;
        }
        int[] fewer = new int[dimensions.length - 1];
        ValueSet[] left = new ValueSet[fewer.length];
        for (int i = 0, to = 0; i < dimensions.length; i++) {
            if (i != position) {
                fewer[to] = dimensions[i];
                left[to++] = sets[i];
            }
        }
        return new Box(fewer, left);
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder("{");
        for (int i = 0; i < sets.length; i++) {
            out.append(i == 0 ? "" : ", ").append(dimensions[i]).append(": ").append(sets[i]);
        }
        return out.append('}').toString();
    }
}
