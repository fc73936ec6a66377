package dev.tenet.rules.internal.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A set of values of one kind, NULL and NaN among them or not. The others are held as the values where membership
 * changes, in ascending order: at even positions an interval begins, at odd ones it has just ended. Immutable.
 */
final class ValueSet {
    private static final Object[] NO_CUTS = {};
    private static final int FEW = 8;

    private final Kind kind;
    private final Object[] cuts;
    private final boolean hasNull;
    private final boolean hasNaN;
    /** Asked for again and again, so made once. */
    private @Nullable List<Object> few;

    private ValueSet(Kind kind, Object[] cuts, boolean hasNull, boolean hasNaN) {
        this.kind = kind;
        this.cuts = cuts;
        this.hasNull = hasNull;
        this.hasNaN = hasNaN;
    }

    static ValueSet none(Kind kind) {
        return new ValueSet(kind, NO_CUTS, false, false);
    }

    /** NULL alone. */
    static ValueSet ofNull(Kind kind) {
        return new ValueSet(kind, NO_CUTS, true, false);
    }

    /** One value. */
    static ValueSet of(Kind kind, Object value) {
        return interval(kind, value, kind.next(value));
    }

    /** These values. */
    static ValueSet of(Kind kind, Collection<Object> values) {
        if (values.size() == 1) {
            return of(kind, values.iterator().next());
        }
        Object[] cuts = new Object[2 * values.size()];
        int size = 0;
        for (Object value : values.stream().sorted(Kind::compare).toList()) {
            size -= size > 0 && cuts[size - 1].equals(value) ? 1 : 0; // goes on where the one before ended
            cuts[size] = size % 2 == 0 ? value : cuts[size];
            size += size % 2 == 0 ? 1 : 0;
            Optional<Object> next = kind.next(value);
            if (next.isPresent()) {
                cuts[size++] = next.get();
            }
        }
        return new ValueSet(kind, Arrays.copyOf(cuts, size), false, false);
    }

    /** A value and all above it. */
    static ValueSet from(Kind kind, Object value) {
        return interval(kind, value, Optional.empty());
    }

    /** All below a value. */
    static ValueSet below(Kind kind, Object value) {
        return from(kind, value).not().withoutNull().withoutNaN();
    }

    /** All from one value until before another, which must be greater; empty stands for no end. */
    static ValueSet interval(Kind kind, Object from, Optional<Object> before) {
        return new ValueSet(
                kind, before.map(end -> new Object[] {from, end}).orElseGet(() -> new Object[] {from}), false, false);
    }

    Kind kind() {
        return kind;
    }

    boolean isEmpty() {
        return cuts.length == 0 && !hasNull && !hasNaN;
    }

    /** Whether nothing is left out. */
    boolean isAll() {
        return cuts.length == 1 && cuts[0].equals(kind.lowest()) && hasNull && (hasNaN || kind != Kind.NUMBER);
    }

    boolean hasNull() {
        return hasNull;
    }

    boolean contains(Object value) {
        int found = Arrays.binarySearch(cuts, value, Kind::compare);
        int begun = found >= 0 ? found + 1 : -found - 1;
        return begun % 2 == 1;
    }

    ValueSet withoutNull() {
        return hasNull ? new ValueSet(kind, cuts, false, hasNaN) : this;
    }

    ValueSet withoutNaN() {
        return hasNaN ? new ValueSet(kind, cuts, hasNull, false) : this;
    }

    /** All other values. */
    ValueSet not() {
        Object lowest = kind.lowest();
        Object[] others;
        if (cuts.length > 0 && cuts[0].equals(lowest)) {
            others = Arrays.copyOfRange(cuts, 1, cuts.length);
        } else {
            others = new Object[cuts.length + 1];
            others[0] = lowest;
            System.arraycopy(cuts, 0, others, 1, cuts.length);
        }
        return new ValueSet(kind, others, !hasNull, kind == Kind.NUMBER && !hasNaN);
    }

    ValueSet and(ValueSet other) {
        return new ValueSet(kind, merge(other, Both.AND), hasNull && other.hasNull, hasNaN && other.hasNaN);
    }

    ValueSet or(ValueSet other) {
        return new ValueSet(kind, merge(other, Both.OR), hasNull || other.hasNull, hasNaN || other.hasNaN);
    }

    ValueSet minus(ValueSet other) {
        return new ValueSet(kind, merge(other, Both.MINUS), hasNull && !other.hasNull, hasNaN && !other.hasNaN);
    }

    /** Whether both have a value in common. */
    boolean meets(ValueSet other) {
        return hasNull && other.hasNull || hasNaN && other.hasNaN || merge(other, Both.AND).length > 0;
    }

    boolean isWithin(ValueSet other) {
        return (!hasNull || other.hasNull)
                && (!hasNaN || other.hasNaN)
                && (cuts == other.cuts || merge(other, Both.MINUS).length == 0);
    }

    private enum Both {
        AND,
        OR,
        MINUS;

        boolean of(boolean left, boolean right) {
            return switch (this) {
                case AND -> left && right;
                case OR -> left || right;
                case MINUS -> left && !right;
            };
        }
    }

    /** The cuts of the combined set: one walk over the cuts of both. */
    private Object[] merge(ValueSet other, Both both) {
        Object[] merged = new Object[cuts.length + other.cuts.length];
        int size = 0;
        int left = 0;
        int right = 0;
        boolean inside = false;
        while (left < cuts.length || right < other.cuts.length) {
            int order = left == cuts.length
                    ? 1
                    : right == other.cuts.length ? -1 : Kind.compare(cuts[left], other.cuts[right]);
            Object cut = order <= 0 ? cuts[left] : other.cuts[right];
            left += order <= 0 ? 1 : 0;
            right += order >= 0 ? 1 : 0;
            if (both.of(left % 2 == 1, right % 2 == 1) != inside) {
                inside = !inside;
                merged[size++] = cut;
            }
        }
        return size == merged.length ? merged : size == 0 ? NO_CUTS : Arrays.copyOf(merged, size);
    }

    /** The values one by one, if they are few, and neither NULL nor NaN is among them; else an empty list. */
    List<Object> fewValues() {
        if (few == null) {
            few = hasNull || hasNaN || cuts.length % 2 == 1 || cuts.length > 2 * FEW ? List.of() : enumerated();
        }
        return few;
    }

    private List<Object> enumerated() {
        List<Object> values = new ArrayList<>(cuts.length / 2);
        for (int i = 0; i < cuts.length; i += 2) {
            Object value = cuts[i];
            while (!value.equals(cuts[i + 1])) {
                if (values.size() == FEW) {
                    return List.of();
                }
                values.add(value);
                value = kind.next(value).orElseThrow();
            }
        }
        return values;
    }

    /** A value that a reader finds plain; empty where there is only NULL or NaN. */
    Optional<Object> example() {
        if (cuts.length == 0) {
            return Optional.empty();
        }
        Optional<Object> plain = kind.plain().stream().filter(this::contains).findFirst();
        if (plain.isPresent()) {
            return plain;
        }
        Optional<Object> end = cuts.length > 1 ? Optional.of(cuts[1]) : Optional.empty();
        return kind.inside(cuts[0], end).filter(this::contains).findFirst();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ValueSet that
                && kind == that.kind
                && hasNull == that.hasNull
                && hasNaN == that.hasNaN
                && Arrays.equals(cuts, that.cuts);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(cuts) * 4 + (hasNull ? 2 : 0) + (hasNaN ? 1 : 0);
    }

    @Override
    public String toString() {
        return Arrays.toString(cuts) + (hasNull ? " or NULL" : "") + (hasNaN ? " or NaN" : "");
    }
}
