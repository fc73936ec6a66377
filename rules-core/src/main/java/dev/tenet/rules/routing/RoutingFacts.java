package dev.tenet.rules.routing;

import dev.tenet.rules.expression.FactSchema;
import dev.tenet.rules.expression.FactType;
import dev.tenet.rules.expression.Facts;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The facts that the conditions of the routing section may name.
 *
 * <table>
 * <caption>Facts of a request</caption>
 * <tr><th>fact</th><th>type</th><th>what it is</th></tr>
 * <tr><td>{@code task_type}</td><td>text</td><td>the type of the task</td></tr>
 * <tr><td>{@code priority}</td><td>whole number</td><td>the request's, else the rule's; NULL without either</td></tr>
 * <tr><td>{@code urgent}</td><td>true or false</td><td>as the rule says; FALSE without a rule</td></tr>
 * <tr><td>{@code key}</td><td>text</td><td>the request's key; NULL without one</td></tr>
 * <tr><td>{@code request}</td><td>open map</td><td>the request's attributes, as {@code request.name}</td></tr>
 * </table>
 */
public final class RoutingFacts {
    private static final String NO_SESSIONS_AVAILABLE = "no_sessions_available";
    private static final String TASK_TYPE_UNKNOWN = "task_type_unknown";
    private static final String NO_RULE_MATCHES = "no_rule_matches";
    private static final String NO_PORTS_AVAILABLE = "no_ports_available";

    /** What {@code when} may name: the facts of a request. */
    public static final FactSchema REQUEST = request().build();

    /**
     * What a fallback {@code condition} may name: the facts of a request, and four that say why a fallback is needed.
     * {@code task_type_unknown}: no rule has the task type. {@code no_rule_matches}: one has it, but its {@code when}
     * is not TRUE. {@code no_sessions_available}: nobody can take the task; where no rule applies, nobody could take
     * any task. {@code no_ports_available}: a session could take the task, but no port is free for its environment;
     * then nobody can take it, and {@code no_sessions_available} is TRUE as well.
     */
    public static final FactSchema FALLBACK = request()
            .fact(NO_SESSIONS_AVAILABLE, FactType.BOOLEAN)
            .fact(TASK_TYPE_UNKNOWN, FactType.BOOLEAN)
            .fact(NO_RULE_MATCHES, FactType.BOOLEAN)
            .fact(NO_PORTS_AVAILABLE, FactType.BOOLEAN)
            .build();

    private RoutingFacts() {}

    private static FactSchema.Builder request() {
        return FactSchema.builder()
                .fact("task_type", FactType.STRING)
                .fact("priority", FactType.LONG)
                .fact("urgent", FactType.BOOLEAN)
                .fact("key", FactType.STRING)
                .fact("request", FactType.MAP);
    }

    static Facts of(RouteRequest request, RoutingRule rule, long nowMillis) {
        return at(nowMillis, put(REQUEST.facts(), request, rule));
    }

    static Facts of(
            RouteRequest request,
            @Nullable RoutingRule rule,
            RouteDecision.Reason reason,
            boolean noSessions,
            long nowMillis) {
        return at(
                nowMillis,
                put(FALLBACK.facts(), request, rule)
                        .put(NO_SESSIONS_AVAILABLE, (Object) noSessions)
                        .put(TASK_TYPE_UNKNOWN, (Object) (reason == RouteDecision.Reason.TASK_TYPE_UNKNOWN))
                        .put(NO_RULE_MATCHES, (Object) (reason == RouteDecision.Reason.NO_RULE_MATCHES))
                        .put(NO_PORTS_AVAILABLE, (Object) (reason == RouteDecision.Reason.NO_PORTS_AVAILABLE)));
    }

    private static Facts.Builder put(Facts.Builder facts, RouteRequest request, @Nullable RoutingRule rule) {
        OptionalInt priority = request.priority();
        if (priority.isPresent() || rule != null) {
            facts.put(
                    "priority", (long) (priority.isPresent() || rule == null ? priority.getAsInt() : rule.priority()));
        }
        return facts.put("task_type", (Object) request.taskType())
                .put("urgent", (Object) (rule != null && rule.urgent()))
                .put("key", (Object) request.key().orElse(null))
                .put("request", (Object) request.attributes());
    }

    /** One moment for the whole decision, whatever the conditions ask. */
    private static Facts at(long nowMillis, Facts.Builder facts) {
        return facts.build().at(InstantSource.fixed(Instant.ofEpochMilli(nowMillis)));
    }
}
