package dev.tenet.rules.workflow;

import dev.tenet.rules.expression.FactSchema;
import dev.tenet.rules.expression.FactType;
import dev.tenet.rules.routing.RoutingRules;
import dev.tenet.rules.sla.SlaRules;
import dev.tenet.rules.spi.MapNode;
import dev.tenet.rules.spi.Sections;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The names that the expressions of a workflow may use. */
final class RunFacts {
    private final FactSchema config;

    private RunFacts(FactSchema config) {
        this.config = config;
    }

    /** Knows the configuration that runs see as {@code config}. */
    static RunFacts over(Sections sections) {
        RoutingRules routing = sections.section(RoutingRules.class);
        SlaRules sla = sections.section(SlaRules.class);
        FactSchema.Builder config = FactSchema.builder().shape("routing_rules", anyOf(routing.taskTypes()));
        if (sla.target(SlaRules.DEFAULT).isPresent()) {
            config.fact("sla_rules", FactType.MAP); // any other task type is served by the default
        } else {
            config.shape("sla_rules", anyOf(sla.targets().keySet()));
        }
        return new RunFacts(config.build());
    }

    /** The names of one workflow: its inputs, its steps, the items of its loops, the configuration. */
    FactSchema of(MapNode workflow, Set<String> ids, List<MapNode> steps) {
        Set<String> inputs = workflow.value("inputs").orElse(workflow) instanceof MapNode map
                        && workflow.keys().contains("inputs")
                ? map.keys()
                : Set.of();
        Set<String> others = new LinkedHashSet<>(List.of("query", "item", "event"));
        steps.forEach(step -> Steps.text(step, "as").ifPresent(others::add));
        List.of("inputs", "steps", "config").forEach(others::remove);
        FactSchema.Builder names = FactSchema.builder()
                .shape("inputs", anyOf(inputs))
                .shape("steps", anyOf(ids))
                .shape("config", config);
        others.forEach(name -> names.fact(name, FactType.ANY));
        return names.build();
    }

    private static FactSchema anyOf(Collection<String> names) {
        FactSchema.Builder shape = FactSchema.builder();
        names.forEach(name -> shape.fact(name, FactType.ANY));
        return shape.build();
    }
}
