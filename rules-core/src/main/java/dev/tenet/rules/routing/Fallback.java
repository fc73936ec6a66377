package dev.tenet.rules.routing;

import java.time.Duration;

/** What is to happen when no session was found by a task type's own rule: the outcome of a fallback rule. */
public sealed interface Fallback {

    /**
     * The task waits, and the host asks again later ({@code action: queue_task}).
     *
     * @param retryAfter how long to wait
     */
    record Queue(Duration retryAfter) implements Fallback {}

    /**
     * A named session takes the task if it can ({@code action: route_to_default}); if it cannot, the next fallback rule
     * that matches is tried.
     *
     * @param session the session's name
     * @param terms how the task is routed when its type has no rule that applies
     */
    record RouteToDefault(String session, RoutingRule terms) implements Fallback {}

    /**
     * The task is refused ({@code action: reject}).
     *
     * @param reason text for people; empty when none is given
     */
    record Reject(String reason) implements Fallback {}
}
