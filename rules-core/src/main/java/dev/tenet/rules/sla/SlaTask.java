package dev.tenet.rules.sla;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A task whose time is measured. An immutable value; the methods that take an argument give a changed copy. */
public final class SlaTask {
    private final String taskType;
    private final Instant startedAt;
    private final Optional<String> key;
    private final Map<String, Object> attributes;
    private final List<Pause> pauses;

    private SlaTask(
            String taskType,
            Instant startedAt,
            Optional<String> key,
            Map<String, Object> attributes,
            List<Pause> pauses) {
        this.taskType = taskType;
        this.startedAt = startedAt;
        this.key = key;
        this.attributes = attributes;
        this.pauses = pauses;
    }

    /** A task of a type that began at a time, with no key, no attributes and no pauses. */
    public static SlaTask of(String taskType, Instant startedAt) {
        return new SlaTask(
                Objects.requireNonNull(taskType, "taskType"),
                Objects.requireNonNull(startedAt, "startedAt"),
                Optional.empty(),
                Map.of(),
                List.of());
    }

    /** The same task with a key, which picks the variant of its target: a customer, or the task's own id. */
    public SlaTask key(String key) {
        return new SlaTask(taskType, startedAt, Optional.of(key), attributes, pauses);
    }

    /**
     * The same task with one more attribute, which conditions read as {@code task.<name>}.
     *
     * @param value what a fact may be: text, a number, true or false, a time, a duration, or a list or map of these
     */
    public SlaTask attribute(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(attributes);
        more.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
        return new SlaTask(taskType, startedAt, key, Collections.unmodifiableMap(more), pauses);
    }

    /**
     * The same task with these pauses in place of those it had. The time in them does not count, also where they
     * overlap.
     */
    public SlaTask pauses(List<Pause> pauses) {
        return new SlaTask(taskType, startedAt, key, attributes, List.copyOf(pauses));
    }

    /** The type of the task, which names its target. */
    public String taskType() {
        return taskType;
    }

    /** When the task began. */
    public Instant startedAt() {
        return startedAt;
    }

    /** The task's key; empty when it has none. */
    public Optional<String> key() {
        return key;
    }

    /** The attributes in the order they were added; unmodifiable. */
    public Map<String, Object> attributes() {
        return attributes;
    }

    /** When the task was not worked on; unmodifiable. */
    public List<Pause> pauses() {
        return pauses;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SlaTask that
                && taskType.equals(that.taskType)
                && startedAt.equals(that.startedAt)
                && key.equals(that.key)
                && attributes.equals(that.attributes)
                && pauses.equals(that.pauses);
    }

    @Override
    public int hashCode() {
        return Objects.hash(taskType, startedAt, key, attributes, pauses);
    }

    /** The task without its attributes' values, which may be private. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(taskType).append(" since ").append(startedAt);
        key.ifPresent(own -> out.append(", key ").append(own));
        if (!attributes.isEmpty()) {
            out.append(", attributes ").append(String.join(", ", attributes.keySet()));
        }
        if (!pauses.isEmpty()) {
            out.append(", ").append(pauses.size()).append(pauses.size() == 1 ? " pause" : " pauses");
        }
        return out.toString();
    }
}
