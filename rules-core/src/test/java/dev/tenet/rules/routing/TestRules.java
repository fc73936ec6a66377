package dev.tenet.rules.routing;

import dev.tenet.rules.Layer;
import dev.tenet.rules.RuleSet;

/** Rule sets with one rule, {@code fix}, whose interesting keys a test gives. */
final class TestRules {
    private TestRules() {}

    /** Keys in flow style, such as {@code preferred_sessions: [a], strategy: sticky}. */
    static RuleSet fix(String keys) {
        return of("environment_routing:\n  fix: {" + keys + ", merge_via_pr: true, timeout_minutes: 30, priority: 5"
                + (keys.contains("requires_env") ? "" : ", requires_env: false") + "}\n");
    }

    static RuleSet of(String yaml) {
        return RuleSet.loader()
                .layer(Layer.of("base", "version: \"1.0\"\n" + yaml))
                .load();
    }
}
