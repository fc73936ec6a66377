package dev.tenet.rules;

import java.util.HashMap;
import java.util.Map;

/**
 * How severe each problem is for one host. A policy can only raise: what is an error cannot be waved through.
 * Immutable and thread-safe.
 */
public final class SeverityPolicy {
    /** Every problem as severe as Tenet reports it. */
    public static final SeverityPolicy DEFAULT = new SeverityPolicy(Severity.ERROR, Map.of());

    /** Warnings refuse the rules, as a build that publishes rules may want. */
    public static final SeverityPolicy WARNINGS_ARE_ERRORS = new SeverityPolicy(Severity.WARNING, Map.of());

    private final Severity refusedFrom;
    private final Map<String, Severity> raised;

    private SeverityPolicy(Severity refusedFrom, Map<String, Severity> raised) {
        this.refusedFrom = refusedFrom;
        this.raised = Map.copyOf(raised);
    }

    /**
     * The same policy, with problems of one code at least this severe; for example
     * {@code raise("world-writable", Severity.ERROR)} refuses rule files that anybody may write.
     */
    public SeverityPolicy raise(String code, Severity least) {
        Map<String, Severity> more = new HashMap<>(raised);
        more.merge(code, least, SeverityPolicy::higher);
        return new SeverityPolicy(refusedFrom, more);
    }

    /** The problem as severe as this policy has it. */
    public Problem apply(Problem problem) {
        Severity severity = higher(problem.severity(), raised.getOrDefault(problem.code(), Severity.INFO));
        return problem.withSeverity(severity.compareTo(refusedFrom) >= 0 ? Severity.ERROR : severity);
    }

    private static Severity higher(Severity a, Severity b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
