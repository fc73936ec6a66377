package dev.tenet.rules.sla;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
    private static final SlaLevel[] LEVELS = SlaLevel.values();

    private final Targets targets;
    private final Map<String, Integer> ids = new LinkedHashMap<>();
    private final Thresholds[] thresholds;

    private SlaBatch(Targets targets) {
        this.targets = targets;
        List<Thresholds> all = new ArrayList<>();
        for (String name : targets.rules.targets().keySet()) {
            ids.put(name, all.size());
            all.add(targets.of(name, Optional.empty()));
        }
        this.thresholds = all.toArray(Thresholds[]::new);
    }

    static SlaBatch of(Targets targets) {
        return new SlaBatch(targets);
    }

    /**
     * The number by which this batch knows a task type, or the default target for a type without one of its own; 0 or
     * more.
     *
     * @throws NoSlaTargetException if the type has no target and there is no default one
     */
    public int typeId(String taskType) {
        Integer own = ids.get(taskType);
        return own != null ? own : defaultId(taskType);
    }

    private int defaultId(String taskType) {
        Integer id = ids.get(targets.of(taskType, Optional.empty()).target.taskType());
        if (id == null) {
            throw new AssertionError(taskType);
        }
        return id;
    }

    /** The level that a byte of the results means. */
    public static SlaLevel level(byte ordinal) {
        return LEVELS[ordinal];
    }

    /**
     * Fills in the level and the percent used of each task.
     *
     * @param nowMillis the moment, in milliseconds since 1970
     * @param startedAt when each task began, in milliseconds since 1970
     * @param typeIds the {@link #typeId} of each task
     * @param levels where the {@linkplain SlaLevel#ordinal() ordinals} of the levels go
     * @param percents where the percents used go, as in {@link SlaStatus#percentUsed()}
     * @throws IllegalArgumentException if an array is shorter than {@code startedAt}, or a number is no type id of this
     *     batch; some results may be filled in then
     */
    public void evaluate(long nowMillis, long[] startedAt, int[] typeIds, byte[] levels, double[] percents) {
        int count = startedAt.length;
        requireRoom("typeIds", typeIds.length, count);
        requireRoom("levels", levels.length, count);
        requireRoom("percents", percents.length, count);
        for (int i = 0; i < count; i++) {
            int id = typeIds[i];
            if (id < 0 || id >= thresholds.length) {
                throw new IllegalArgumentException("got the type id " + id + " at " + i + ", want one that typeId gave, "
                        + "from 0 to " + (thresholds.length - 1));
            }
            Thresholds of = thresholds[id];
            long elapsed = of.elapsed(startedAt[i], nowMillis);
            levels[i] = (byte) of.level(elapsed).ordinal();
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
