import org.jspecify.annotations.NullMarked;

/** Loading, expressions, rule tables, routing, SLA and UI rules. */
@NullMarked
module dev.tenet.rules {
    requires static transitive org.jspecify;
    requires com.networknt.schema;
    requires org.slf4j;
    requires org.snakeyaml.engine;
    requires tools.jackson.databind;

    exports dev.tenet.rules;
    exports dev.tenet.rules.decision;
    exports dev.tenet.rules.expression;
    exports dev.tenet.rules.routing;
    exports dev.tenet.rules.sla;
    exports dev.tenet.rules.spi;
    exports dev.tenet.rules.testing;
    exports dev.tenet.rules.ui;

    uses dev.tenet.rules.spi.RuleSection;

    provides dev.tenet.rules.spi.RuleSection with
            dev.tenet.rules.internal.bind.DecisionsSection,
            dev.tenet.rules.internal.bind.RoutingSection,
            dev.tenet.rules.internal.bind.SlaSection,
            dev.tenet.rules.internal.bind.UiSection,
            dev.tenet.rules.internal.testing.TestsSection;
}
