package dev.tenet.rules.sla;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Levels and percents of many tasks at once, over arrays, without allocating. The targets are those of one rule set;
 * ask {@link SlaEvaluator#batch()} for another batch after a reload.
 *
 * <pre>{@code
 * SlaBatch batch = evaluator.batch();
 * typeIds[i] = batch.typeId("deploy");                                 // once for each task
 * batch.evaluate(clock.millis(), startedAt, typeIds, levels, percents);
 * }</pre>
 *
 * <p>The result is that of {@link SlaEvaluator#evaluate} for tasks without pauses. Immutable and safe for use by many
 * threads, each with its own arrays.
 */
public final class SlaBatch {
    private static final SlaLevel[] LEVELS = {SlaLevel.NORMAL, SlaLevel.WARNING, SlaLevel.CRITICAL};

    private final Targets targets;
    private final Map<Thresholds, Integer> ids = new HashMap<>();
    private final Thresholds[] thresholds;

    private SlaBatch(Targets targets) {
        this.targets = targets;
        this.thresholds = targets.all().toArray(Thresholds[]::new);
        for (int id = 0; id < thresholds.length; id++) {
            ids.put(thresholds[id], id);
        }
    }

    static SlaBatch of(Targets targets) {
        return new SlaBatch(targets);
    }

    /**
     * The number by which this batch knows the target of a task type, or the default one for a type without one of its
     * own; 0 or more.
     *
     * @throws NoSlaTargetException if the type has no target and there is no default one
     */
    public int typeId(String taskType) {
        return id(targets.of(taskType, Optional.empty()));
    }

    /**
     * The same for a task with a key, which picks the variant of the target.
     *
     * @throws NoSlaTargetException if the type has no target and there is no default one
     */
    public int typeId(String taskType, String key) {
        return id(targets.of(taskType, Optional.of(key)));
    }

    private int id(Thresholds of) {
        Integer id = ids.get(of);
        if (id == null) {
            throw new AssertionError(of.target);
        }
        return id;
    }

    /** The level that a byte of the results means: 0 is normal, 1 is warning, 2 is critical. */
    public static SlaLevel level(byte rank) {
        return LEVELS[rank];
    }

    /**
     * Fills in the level and the percent used of each task.
     *
     * @param nowMillis the moment, in milliseconds since 1970
     * @param startedAt when each task began, in milliseconds since 1970
     * @param typeIds the {@link #typeId} of each task
     * @param levels where the levels go, as in {@link #level}
     * @param percents where the percents used go, as in {@link SlaStatus#percentUsed()}
     * @throws IllegalArgumentException if an array is shorter than {@code startedAt}, or a number is no type id of this
     *     batch; some results may be filled in then
     */
    @SuppressWarnings("ReferenceEquality") // another clock is another calendar's
    public void evaluate(long nowMillis, long[] startedAt, int[] typeIds, byte[] levels, double[] percents) {
        int count = startedAt.length;
        requireRoom("typeIds", typeIds.length, count);
        requireRoom("levels", levels.length, count);
        requireRoom("percents", percents.length, count);
        long nowSecond = Math.floorDiv(nowMillis, 1000L);
        // Tasks of one calendar ask for the same mark: it is looked up anew only where the calendar changes.
        WorkClock marked = WorkClock.ALWAYS;
        long nowMark = marked.mark(nowSecond);
        for (int i = 0; i < count; i++) {
            int id = typeIds[i];
            if (id < 0 || id >= thresholds.length) {
                throw new IllegalArgumentException("got the type id " + id + " at " + i
                        + ", want one that typeId gave, from 0 to " + (thresholds.length - 1));
            }
            Thresholds of = thresholds[id];
            WorkClock clock = of.clock();
            long elapsed;
            if (clock == null) {
                elapsed = Thresholds.elapsed(startedAt[i], nowMillis);
            } else {
                if (clock != marked) {
                    marked = clock;
                    nowMark = clock.mark(nowSecond);
                }
                elapsed = Thresholds.elapsed(clock, startedAt[i], nowMark, nowMillis);
            }
            levels[i] = of.rank(elapsed);
            percents[i] = of.percent(elapsed);
        }
    }

    private static void requireRoom(String name, int length, int count) {
        if (length < count) {
            throw new IllegalArgumentException(
                    "got " + length + ' ' + name + " for " + count + " tasks, want one for each");
        }
    }
}
