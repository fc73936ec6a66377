package dev.tenet.rules.decision;

import dev.tenet.rules.expression.FactType;
import dev.tenet.rules.internal.compile.FactReader;
import dev.tenet.rules.internal.compile.FactReader.Found;
import dev.tenet.rules.internal.compile.FactValues;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules that ask for single values of one fact: a hash table with open addressing, unboxed where values allow. */
final class KeyTable {
    private final FactReader fact;
    private final Guard others;
    private final boolean coded;
    private final long[] numbers;
    private final @Nullable Object[] objects;
    private final @Nullable Bucket[] buckets;
    private final int mask;
    private final Bucket whenNull;

    KeyTable(FactReader fact, FactType type, Guard others, Map<Object, Bucket> byValue, Bucket whenNull) {
        int capacity = Math.max(4, Integer.highestOneBit(Math.max(1, byValue.size())) * 4);
        this.fact = fact;
        this.others = others;
        this.coded = FactReader.isCoded(type);
        this.numbers = new long[coded ? capacity : 0];
        this.objects = new Object[coded ? 0 : capacity];
        this.buckets = new Bucket[capacity];
        this.mask = capacity - 1;
        this.whenNull = whenNull;
        byValue.forEach(this::put);
    }

    private void put(Object value, Bucket bucket) {
        long code = coded ? FactReader.code(value) : 0;
        int at = coded ? start(code) : start(value);
        while (buckets[at] != null) {
            at = (at + 1) & mask;
        }
        buckets[at] = bucket;
        if (coded) {
            numbers[at] = code;
        } else {
            objects[at] = value;
        }
    }

    /** The rules that the fact's value leaves over; null where the index cannot tell. */
    @Nullable
    Bucket bucket(FactValues facts) {
        if (coded) {
            long value = fact.number(facts);
            return value == FactReader.ASK && fact.found(facts) != Found.VALUE ? without(facts) : find(value);
        }
        Object value = fact.object(facts);
        return value == null ? without(facts) : find(value);
    }

    private @Nullable Bucket without(FactValues facts) {
        return fact.found(facts) == Found.NULL && others.holds(facts) ? whenNull : null;
    }

    private Bucket find(long value) {
        for (int at = start(value); ; at = (at + 1) & mask) {
            Bucket bucket = buckets[at];
            if (bucket == null) {
                return Bucket.EMPTY;
            } else if (numbers[at] == value) {
                return bucket;
            }
        }
    }

    private Bucket find(Object value) {
        for (int at = start(value); ; at = (at + 1) & mask) {
            Object key = objects[at];
            if (key == null) {
                return Bucket.EMPTY;
            }
            Bucket bucket = buckets[at];
            if (bucket != null && key.equals(value)) {
                return bucket;
            }
        }
    }

    private int start(long value) {
        long mixed = value * 0x9E37_79B9_7F4A_7C15L;
        return (int) (mixed >>> 32) & mask;
    }

    private int start(Object value) {
        int mixed = value.hashCode() * 0x9E37_79B9;
        return (mixed ^ mixed >>> 16) & mask;
    }
}
