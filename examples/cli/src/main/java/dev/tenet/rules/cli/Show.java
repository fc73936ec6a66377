package dev.tenet.rules.cli;

import dev.tenet.rules.Origin;
import dev.tenet.rules.RuleSet;
import dev.tenet.rules.spi.ListNode;
import dev.tenet.rules.spi.MapNode;
import dev.tenet.rules.spi.Node;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenet show}: the rules after merging, and where each value comes from. */
@Command(
        name = "show",
        description = "Shows the rules after all layers are merged. Values of sensitive parameters are not shown.",
        mixinStandardHelpOptions = true)
final class Show implements Callable<Integer> {
    private final Surroundings at;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "<path>",
            description = "What to show, such as sla_targets.deploy or dashboard_panels[0].id. Default: everything.")
    private String path = "";

    @Option(
            names = {"-p", "--provenance"},
            description = "Say where each value was written, and what it overrides.")
    private boolean provenance;

    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Mixin
    private AnswerOptions answer = new AnswerOptions();

    Show(Surroundings at) {
        this.at = at;
    }

    @Override
    public Integer call() {
        RuleSet rules = config.load(at);
        Node node = path.isEmpty() ? rules.merged() : find(rules);
        Secrets secrets = Secrets.in(rules.merged());
        answer.print(text(rules, node, secrets), () -> json(rules, node, secrets));
        return Exit.OK;
    }

    private Node find(RuleSet rules) {
        try {
            return rules.value(path).orElseThrow(() -> answer.mistake(unknown(rules)));
        } catch (IllegalArgumentException e) {
            throw answer.mistake(String.valueOf(e.getMessage()));
        }
    }

    /** Blames the first step of the path that leads nowhere. */
    private String unknown(RuleSet rules) {
        Node reached = rules.merged();
        String way = "";
        int end = path.length();
        for (int at = end;
                at > 0 && way.isEmpty();
                at = Math.max(path.lastIndexOf('.', at - 1), path.lastIndexOf('[', at - 1))) {
            Optional<Node> found = at == end ? Optional.empty() : rules.value(path.substring(0, at));
            if (found.isPresent()) {
                reached = found.get();
                way = path.substring(0, at);
            }
        }
        String wrong = path.substring(way.length()).replaceFirst("^\\.", "").replaceFirst("[.\\[].*$", "");
        return Named.unknown(
                wrong.isEmpty() ? path : wrong, way.isEmpty() ? "a top-level key" : "in " + way, steps(reached));
    }

    private static Collection<String> steps(Node node) {
        if (node instanceof MapNode map) {
            return map.keys();
        } else if (node instanceof ListNode list) {
            return IntStream.range(0, list.items().size())
                    .mapToObj(i -> "[" + i + "]")
                    .toList();
        }
        return Set.of();
    }

    private String text(RuleSet rules, Node node, Secrets secrets) {
        return YamlText.of(node, path, secrets, at -> provenance && !at.isEmpty() ? comment(rules, at, secrets) : "");
    }

    /** The winner's place, then what it overrides, newest first. */
    private String comment(RuleSet rules, String at, Secrets secrets) {
        List<Origin> chain = rules.provenance(at);
        boolean secret = rules.value(at).map(secrets::within).orElse(false);
        List<String> parts = new ArrayList<>();
        for (int i = chain.size() - 1; i >= 0; i--) {
            Origin origin = chain.get(i);
            String place = config.folder(this.at).located(origin.location()).toString();
            boolean winner = i == chain.size() - 1;
            parts.add(winner ? place : place + " (" + (secret ? Json.HIDDEN : origin.value()) + ")");
        }
        return String.join(", over ", parts);
    }

    private Json json(RuleSet rules, Node node, Secrets secrets) {
        Json json = Json.object().with("path", path).with("value", Json.value(node, secrets));
        return provenance ? json.with("provenance", origins(rules, node, path, secrets)) : json;
    }

    private List<Json> origins(RuleSet rules, Node node, String path, Secrets secrets) {
        if (node instanceof MapNode map && !map.keys().isEmpty()) {
            return map.entries().entrySet().stream()
                    .flatMap(entry ->
                            origins(rules, entry.getValue().value(), Paths.child(path, entry.getKey()), secrets)
                                    .stream())
                    .toList();
        }
        boolean secret = secrets.within(node);
        List<Json> chain = rules.provenance(path).stream()
                .map(origin -> Json.object()
                        .with(config.folder(at).located(origin.location()))
                        .with("layer", origin.location().layer())
                        .with("value", secret ? Json.HIDDEN : origin.value()))
                .collect(Collectors.toList());
        return List.of(Json.object().with("path", path).with("origins", chain));
    }
}
