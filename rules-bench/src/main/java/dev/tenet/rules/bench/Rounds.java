package dev.tenet.rules.bench;

import com.sun.management.ThreadMXBean;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * Ways to do the same, which take turns in one JVM: in each round each of them for a while, so that whatever slows the
 * machine slows them alike. What counts is the median over all rounds of the ratio to the first way of the same round.
 * Not thread-safe.
 */
public final class Rounds {
    private static final int WARM_UP = 15;
    private static final int ROUNDS = 21;
    private static final long EACH = TimeUnit.MILLISECONDS.toNanos(Integer.getInteger("millis", 100));

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Runnable rewind;
    private final Map<String, Callable<?>> ways = new LinkedHashMap<>();

    private record Cost(double nanos, double bytes) {}

    /**
     * No ways yet.
     *
     * @param rewind makes the next call of every way give the same
     */
    public Rounds(Runnable rewind) {
        this.rewind = rewind;
    }

    /** Adds a way; the first is what the others are compared with. */
    public Rounds add(String name, Callable<?> way) {
        ways.put(name, way);
        return this;
    }

    /** Checks that all ways give the same, runs them, and prints a line for each. */
    public void run(String title, PrintStream out) throws Exception {
        Object wanted = null;
        for (Map.Entry<String, Callable<?>> way : ways.entrySet()) {
            rewind.run();
            Object got = way.getValue().call();
            wanted = wanted == null ? got : wanted;
            if (!got.equals(wanted)) {
                throw new IllegalStateException(way.getKey() + " gives " + got + ", want " + wanted);
            }
        }
        Cost[][] costs = new Cost[ways.size()][ROUNDS];
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            int at = 0;
            for (Callable<?> way : ways.values()) {
                Cost cost = measure(way);
                if (round >= 0) {
                    costs[at++][round] = cost;
                }
            }
        }
        int at = 0;
        for (String name : ways.keySet()) {
            out.println(line(title, name, costs[at++], costs[0]));
        }
    }

    private Cost measure(Callable<?> way) throws Exception {
        long bytes = threads.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();
        long calls = 0;
        long nanos;
        do {
            for (int i = 0; i < 16; i++) {
                if (way.call() == null) {
                    throw new IllegalStateException("nothing given");
                }
            }
            calls += 16;
            nanos = System.nanoTime() - start;
        } while (nanos < EACH);
        return new Cost((double) nanos / calls, (double) (threads.getCurrentThreadAllocatedBytes() - bytes) / calls);
    }

    private static String line(String title, String name, Cost[] own, Cost[] first) {
        double[] nanos = new double[ROUNDS];
        double[] ratios = new double[ROUNDS];
        double[] bytes = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            nanos[round] = own[round].nanos();
            ratios[round] = own[round].nanos() / first[round].nanos();
            bytes[round] = own[round].bytes() - first[round].bytes();
        }
        return String.format(
                Locale.ROOT,
                "%-24s %-22s %,12.0f ns  ratio %.3f (middle half %.3f to %.3f)  %+,8.0f B",
                title,
                name,
                quantile(nanos, 0.5),
                quantile(ratios, 0.5),
                quantile(ratios, 0.25),
                quantile(ratios, 0.75),
                quantile(bytes, 0.5));
    }

    private static double quantile(double[] values, double part) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.round(part * (sorted.length - 1))];
    }
}
