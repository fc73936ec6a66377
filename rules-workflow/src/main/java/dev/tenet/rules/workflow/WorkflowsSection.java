package dev.tenet.rules.workflow;

import dev.tenet.rules.SourceLocation;
import dev.tenet.rules.spi.MapReader;
import dev.tenet.rules.spi.RuleSection;
import dev.tenet.rules.spi.Sections;
import dev.tenet.rules.sql.Queries;
import java.net.URL;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The section {@code workflows}. Its schema checks every key, {@link StepChecks} what the steps refer to. */
public final class WorkflowsSection implements RuleSection<Workflows> {
    /** Made by the loader. */
    public WorkflowsSection() {}

    @Override
    public String name() {
        return "workflows";
    }

    @Override
    public Class<Workflows> type() {
        return Workflows.class;
    }

    @Override
    public Set<String> keys() {
        return Set.of("workflows");
    }

    @Override
    public URL schema() {
        return Objects.requireNonNull(WorkflowsSection.class.getResource("schema/workflows.schema.json"));
    }

    @Override
    public Workflows bind(MapReader in, Sections others) {
        StepChecks checks = new StepChecks(others.section(Queries.class), RunFacts.over(others), in.problems());
        Map<String, SourceLocation> places = new LinkedHashMap<>();
        in.optionalMap("workflows", "the workflows")
                .ifPresent(workflows -> workflows.named("a workflow").forEach((name, workflow) -> {
                    places.put(name, workflow.place().location());
                    checks.check(workflow);
                    workflow.acceptAll();
                }));
        return new Workflows(places);
    }
}
