package dev.tenet.rules.routing;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A task to be routed. An immutable value; the methods that take an argument give a changed copy. Build it once where
 * the same request is routed often.
 */
public final class RouteRequest {
    private final String taskType;
    private final OptionalInt priority;
    private final Optional<String> key;
    private final Map<String, Object> attributes;

    private RouteRequest(String taskType, OptionalInt priority, Optional<String> key, Map<String, Object> attributes) {
        this.taskType = taskType;
        this.priority = priority;
        this.key = key;
        this.attributes = attributes;
    }

    /** A task of a type, with the priority of the type's rule, no key and no attributes. */
    public static RouteRequest of(String taskType) {
        return new RouteRequest(
                Objects.requireNonNull(taskType, "taskType"), OptionalInt.empty(), Optional.empty(), Map.of());
    }

    /** The same task with a priority of its own, which overrides the rule's. */
    public RouteRequest priority(int priority) {
        return new RouteRequest(taskType, OptionalInt.of(priority), key, attributes);
    }

    /** The same task with a key: what stays together, such as a customer or a task id. */
    public RouteRequest key(String key) {
        return new RouteRequest(taskType, priority, Optional.of(key), attributes);
    }

    /**
     * The same task with one more attribute, which conditions read as {@code request.<name>}.
     *
     * @param value what a fact may be: text, a number, true or false, a time, a duration, or a list or map of these
     */
    public RouteRequest attribute(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(attributes);
        more.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
        return new RouteRequest(taskType, priority, key, Collections.unmodifiableMap(more));
    }

    /** The type of the task, which names its rule. */
    public String taskType() {
        return taskType;
    }

    /** The task's own priority; empty when the rule's counts. */
    public OptionalInt priority() {
        return priority;
    }

    /** The task's key; empty when it has none. */
    public Optional<String> key() {
        return key;
    }

    /** The attributes in the order they were added; unmodifiable. */
    public Map<String, Object> attributes() {
        return attributes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RouteRequest that
                && taskType.equals(that.taskType)
                && priority.equals(that.priority)
                && key.equals(that.key)
                && attributes.equals(that.attributes);
    }

    @Override
    public int hashCode() {
        return Objects.hash(taskType, priority, key, attributes);
    }

    /** The task without its attributes' values, which may be private. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(taskType);
        priority.ifPresent(own -> out.append(", priority ").append(own));
        key.ifPresent(own -> out.append(", key ").append(own));
        if (!attributes.isEmpty()) {
            out.append(", attributes ").append(String.join(", ", attributes.keySet()));
        }
        return out.toString();
    }
}
