package dev.tenet.rules.decision;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The sides of an A/B test. Each key falls into one of them, always the same one, in proportion to their weights, and
 * independently of where it falls under another salt. A host may make its own for what no rule describes.
 *
 * <p>The computation is that of flagd's {@code fractional} since its buckets became integers, of the text
 * {@code salt + key}: {@code bucket = (hash * total) >>> 32}, where {@code hash} is the unsigned MurmurHash3 (x86, 32
 * bits, seed 0) of the text in UTF-8 and {@code total} the sum of the weights; of the variants in order, the first one
 * applies for which the sum of the weights up to and with its own is above the bucket. So the same key falls into the
 * same variant in every process, host and language. {@code VARIANTS.md} has test vectors.
 *
 * <p>When one weight grows, no key of that variant leaves it, and whoever moves, moves towards it.
 *
 * <p>Immutable, safe to share between threads; selecting allocates nothing.
 */
public final class Variants<T> {
    private final String salt;
    private final List<Variant<T>> list;
    private final Murmur3 hash;
    /** Of each variant the sum of the weights up to and with its own. */
    private final int[] ends;

    private Variants(String salt, List<Variant<T>> list) {
        this.salt = Objects.requireNonNull(salt, "salt");
        this.list = List.copyOf(list);
        this.hash = new Murmur3(salt);
        this.ends = new int[list.size()];
        Set<String> names = new HashSet<>();
        long sum = 0;
        for (int at = 0; at < ends.length; at++) {
            Variant<T> variant = list.get(at);
            if (!names.add(variant.name())) {
                throw new IllegalArgumentException("two variants have the name \"" + variant.name() + '"');
            }
            sum += variant.weight();
            ends[at] = (int) sum;
        }
        if (sum < 1 || sum > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "the weights of the variants sum up to " + sum + ", want 1 to " + Integer.MAX_VALUE);
        }
    }

    /**
     * Makes the sides of a test.
     *
     * @param salt what keeps this test apart from others; another salt deals the keys anew
     * @param list the variants, whose order counts
     * @throws IllegalArgumentException if two have one name, or the weights sum up to 0 or to more than 2,147,483,647
     */
    public static <T> Variants<T> of(String salt, List<Variant<T>> list) {
        return new Variants<>(salt, list);
    }

    /** What keeps this test apart from others. */
    public String salt() {
        return salt;
    }

    /** The variants in their order; at least one. */
    public List<Variant<T>> list() {
        return list;
    }

    /** The variant that a key falls into. */
    public Variant<T> select(String key) {
        int last = ends.length - 1;
        int bucket = (int) ((hash.of(key) & 0xFFFF_FFFFL) * ends[last] >>> 32);
        for (int at = 0; at < last; at++) {
            if (bucket < ends[at]) {
                return list.get(at);
            }
        }
        return list.get(last);
    }

    /** The variant that a key falls into; without a key the first one, whatever its weight. */
    public Variant<T> select(Optional<String> key) {
        return key.isPresent() ? select(key.get()) : list.get(0);
    }

    /** The same test over other values: every key stays in the variant of the same name. */
    public <R> Variants<R> map(Function<? super T, ? extends R> change) {
        List<Variant<R>> changed = new ArrayList<>(list.size());
        list.forEach(it -> changed.add(new Variant<>(it.name(), it.weight(), change.apply(it.value()))));
        return new Variants<>(salt, changed);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Variants<?> that && salt.equals(that.salt) && list.equals(that.list);
    }

    @Override
    public int hashCode() {
        return 31 * salt.hashCode() + list.hashCode();
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder("Variants of ").append(salt);
        list.forEach(it -> out.append(", ").append(it.name()).append(' ').append(it.weight()));
        return out.toString();
    }
}
