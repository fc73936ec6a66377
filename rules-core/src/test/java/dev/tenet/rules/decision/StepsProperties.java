package dev.tenet.rules.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A step function gives what counting the cuts that are not greater gives, wherever the cuts lie. */
class StepsProperties {

    @Property(tries = 500)
    void everyFunctionOfAnArrayCountsItsCuts(@ForAll Random random) {
        Steps.Builder builder = new Steps.Builder();
        long[][] cuts = new long[1 + random.nextInt(4)][];
        int[] functions = new int[cuts.length];
        for (int i = 0; i < cuts.length; i++) {
            cuts[i] = cuts(random);
            functions[i] = builder.add(
                    cuts[i], IntStream.rangeClosed(0, cuts[i].length).toArray());
        }
        Steps steps = builder.build();

        for (int i = 0; i < cuts.length; i++) {
            long[] own = cuts[i];
            LongStream values = Arrays.stream(own).flatMap(cut -> LongStream.of(cut - 1, cut, cut + 1));
            LongStream others = LongStream.of(0, Long.MIN_VALUE, Long.MAX_VALUE, random.nextLong());
            for (long value : LongStream.concat(values, others).toArray()) {
                long count = Arrays.stream(own).filter(cut -> cut <= value).count();
                assertThat(steps.result(functions[i], value))
                        .as("%d among %s", value, Arrays.toString(own))
                        .isEqualTo((int) count);
            }
        }
    }

    @Property(tries = 20)
    void memoryGrowsWithTheCutsHoweverTheyAreHeapedUp(@ForAll Random random) {
        for (LongSupplier source : sources(random)) {
            long[] cuts = LongStream.generate(source)
                    .limit(20_000)
                    .sorted()
                    .distinct()
                    .toArray();
            Steps.Builder builder = new Steps.Builder();
            builder.add(cuts, new int[cuts.length + 1]);

            assertThat(builder.size()).isLessThan(40 * cuts.length + 100);
        }
    }

    private static long[] cuts(Random random) {
        LongSupplier source = sources(random).get(random.nextInt(5));
        LongSupplier other = sources(random).get(random.nextInt(5));
        int most = random.nextInt(4) == 0 ? 300 : 12;
        return LongStream.concat(
                        LongStream.generate(source).limit(random.nextInt(most)),
                        LongStream.generate(other).limit(random.nextInt(most)))
                .sorted()
                .distinct()
                .toArray();
    }

    /** Even, dense, heaped up around powers of two, codes of doubles, the very ends. */
    private static List<LongSupplier> sources(Random random) {
        long center = random.nextLong();
        return List.of(
                random::nextLong,
                () -> center + random.nextInt(50),
                () -> random.nextLong() >> random.nextInt(Long.SIZE),
                () -> Double.doubleToRawLongBits(random.nextDouble() * 1000),
                () -> random.nextBoolean() ? Long.MAX_VALUE - random.nextInt(20) : Long.MIN_VALUE + random.nextInt(20));
    }
}
