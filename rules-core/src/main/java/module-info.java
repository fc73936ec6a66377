import org.jspecify.annotations.NullMarked;

/** Loading, expressions, rule tables, routing, SLA and UI rules. */
@NullMarked
module dev.tenet.rules {
    requires static transitive org.jspecify;
    requires com.networknt.schema;
    requires org.snakeyaml.engine;
    requires tools.jackson.databind;

    exports dev.tenet.rules;
    exports dev.tenet.rules.expression;
    exports dev.tenet.rules.spi;

    uses dev.tenet.rules.spi.RuleSection;
}
