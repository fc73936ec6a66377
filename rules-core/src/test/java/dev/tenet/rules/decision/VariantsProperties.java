package dev.tenet.rules.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Keys are dealt in proportion, and no more of them move than must. */
class VariantsProperties {
    private static final int KEYS = 20_000;

    private static Variants<Integer> variants(String salt, int... weights) {
        List<Variant<Integer>> list = new ArrayList<>();
        for (int at = 0; at < weights.length; at++) {
            list.add(new Variant<>("v" + at, weights[at], at));
        }
        return Variants.of(salt, list);
    }

    private static int[] array(List<Integer> weights) {
        return weights.stream().mapToInt(it -> it).toArray();
    }

    @Property
    void theVariantIsTheOneThatTheFractionOfTheHashFallsInto(
            @ForAll String key,
            @ForAll @Size(min = 1, max = 6) List<@IntRange(max = Variant.MOST_WEIGHT) Integer> weights) {
        weights.set(0, Math.max(1, weights.get(0)));
        long total = weights.stream().mapToLong(it -> it).sum();
        long hash = new Murmur3(("s" + key).getBytes(StandardCharsets.UTF_8), 0).of("") & 0xFFFF_FFFFL;
        int expected = 0;
        long end = weights.get(0);
        while (hash * total >= end << 32) { // hash / 2^32 >= end / total, without a division
            expected++;
            end += weights.get(expected);
        }
        assertThat(variants("s", array(weights)).select(key).value()).isEqualTo(expected);
    }

    @Property
    void whenOneWeightGrowsKeysOnlyMoveTowardsIt(
            @ForAll String key,
            @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 1, max = 1000) Integer> weights,
            @ForAll @IntRange(max = 5) int which,
            @ForAll @IntRange(max = 1000) int more) {
        int grown = which % weights.size();
        int before = variants("s", array(weights)).select(key).value();
        weights.set(grown, weights.get(grown) + more);
        int after = variants("s", array(weights)).select(key).value();
        assertThat(Integer.signum(after - before)).isIn(0, Integer.signum(grown - before));
        assertThat(Math.abs(grown - after)).isLessThanOrEqualTo(Math.abs(grown - before));
    }

    @Property
    void aShareThatGrowsAtTheCostOfItsNeighbourMovesNobodyElse(
            @ForAll String key, @ForAll @IntRange(max = 100) int first, @ForAll @IntRange(max = 100) int second) {
        int before = variants("s", first, 100 - first, 50).select(key).value();
        int after = variants("s", second, 100 - second, 50).select(key).value();
        assertThat(after == 2).isEqualTo(before == 2);
    }

    @Example
    void keysAreDealtInProportionToTheWeights() {
        int[] weights = {50, 30, 15, 0, 5};
        for (int salt = 0; salt < 20; salt++) {
            Variants<Integer> variants = variants("experiment" + salt, weights);
            int[] counts = new int[weights.length];
            Random random = new Random(salt);
            for (int i = 0; i < KEYS; i++) {
                counts[variants.select(Long.toHexString(random.nextLong())).value()]++;
            }
            double chiSquare = 0;
            for (int at = 0; at < weights.length; at++) {
                double expected = KEYS * weights[at] / 100.0;
                chiSquare += expected == 0 ? 0 : Math.pow(counts[at] - expected, 2) / expected;
            }
            assertThat(counts[3]).isZero();
            // Three degrees of freedom: above 21.1 once in 10,000 times.
            assertThat(chiSquare).as("salt %d", salt).isLessThan(21.1);
        }
    }

    @Example
    void oneKeyFallsIndependentlyUnderTwoSalts() {
        Variants<Integer> one = variants("environment_routing.bug_fix", 50, 50);
        Variants<Integer> other = variants("environment_routing.feature_development", 50, 50);
        int[] counts = new int[4];
        for (int i = 0; i < KEYS; i++) {
            String key = "customer-" + i;
            counts[2 * one.select(key).value() + other.select(key).value()]++;
        }
        double chiSquare = 0;
        for (int count : counts) {
            chiSquare += Math.pow(count - KEYS / 4.0, 2) / (KEYS / 4.0);
        }
        assertThat(chiSquare).isLessThan(21.1);
    }
}
