package dev.tenet.rules.cli;

import dev.tenet.rules.RuleSet;
import dev.tenet.rules.spi.MapNode;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tenet graph}: a section as a picture. */
@Command(
        name = "graph",
        description = "Draws routing rules or workflows as a Mermaid flowchart.",
        mixinStandardHelpOptions = true)
final class Graph implements Callable<Integer> {
    private final Surroundings at;

    /** What can be drawn. */
    enum Section {
        ROUTING,
        WORKFLOWS;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-s", "--section"},
            paramLabel = "<section>",
            description = "One of ${COMPLETION-CANDIDATES}. Default: routing.")
    private Section section = Section.ROUTING;

    @Mixin
    private ConfigOptions config = new ConfigOptions();

    Graph(Surroundings at) {
        this.at = at;
    }

    @Override
    public Integer call() {
        spec.commandLine().getOut().println(draw(config.load(at)));
        return Exit.OK;
    }

    private String draw(RuleSet rules) {
        return switch (section) {
            case ROUTING -> RoutingGraph.of(rules.routing());
            case WORKFLOWS ->
                rules.value("workflows")
                        .map(workflows -> WorkflowGraph.of((MapNode) workflows))
                        .orElse("flowchart TB");
        };
    }
}
