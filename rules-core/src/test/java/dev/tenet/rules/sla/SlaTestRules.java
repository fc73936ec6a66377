package dev.tenet.rules.sla;

import dev.tenet.rules.Layer;
import dev.tenet.rules.RuleSet;

/** Rule sets for tests of this package. */
final class SlaTestRules {
    /** The targets and rules of the specification that matter most. */
    static final String DEPLOY = """
            sla_targets:
              deploy: {target_minutes: 30, warning_percent: 70, critical_percent: 90}
              default: {target_minutes: 10, warning_percent: 80, critical_percent: 100}
            escalation_rules:
              - {id: alert, condition: "percent_used >= critical_percent", action: alert_user}
              - {id: mark, condition: "percent_used >= warning_percent", action: highlight_task, color: yellow}
            """;

    private SlaTestRules() {}

    static RuleSet of(String yaml) {
        return RuleSet.loader()
                .layer(Layer.of("base", "version: \"1.0\"\n" + yaml))
                .load();
    }
}
