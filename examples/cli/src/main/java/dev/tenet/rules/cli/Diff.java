package dev.tenet.rules.cli;

import dev.tenet.rules.Origin;
import dev.tenet.rules.RuleSet;
import dev.tenet.rules.RuleSetDiff;
import dev.tenet.rules.RuleSetDiff.Change;
import dev.tenet.rules.spi.Node;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenet diff}: what differs between two configurations, or between two environments of one. */
@Command(
        name = "diff",
        description = "Says which values differ between two folders, or between two environments of one.",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = Exit.USAGE,
        footer = {
            "",
            "With one folder and one --environment, the base is compared with that environment.",
            "Exit codes: 0 they are the same, 1 they differ, 2 wrong usage or one of them could not be loaded."
        })
final class Diff implements Callable<Integer> {
    private final Surroundings at;

    @Parameters(arity = "1..2", paramLabel = "<folder>", description = "One configuration folder, or two.")
    private List<Path> folders = new ArrayList<>();

    @Option(
            names = {"-e", "--environment"},
            paramLabel = "<name>",
            description = "The environment of both sides; given twice, that of the first and that of the second.")
    private List<String> environments = new ArrayList<>();

    @Mixin
    private AnswerOptions answer = new AnswerOptions();

    Diff(Surroundings at) {
        this.at = at;
    }

    /** One of the two configurations. */
    private record Side(ConfigFolder folder, RuleSet rules, Secrets secrets) {
        static Side load(ConfigFolder folder, Optional<String> environment) {
            RuleSet rules = folder.load(ConfigOptions.loader(environment));
            return new Side(folder, rules, Secrets.in(rules.merged()));
        }

        Optional<Node> value(Change change) {
            return rules.value(change.path());
        }

        boolean hides(Change change) {
            return value(change).map(secrets::test).orElse(false);
        }
    }

    @Override
    public Integer call() {
        if (environments.size() > 2) {
            throw answer.mistake("got " + environments.size() + " environments, want at most two");
        }
        if (folders.size() == 1 && environments.isEmpty()) {
            throw answer.mistake("got one folder, want a second one, or --environment once or twice");
        }
        Side before = Side.load(folder(0), environment(0));
        Side after = Side.load(folder(folders.size() - 1), environment(1));
        RuleSetDiff diff = RuleSetDiff.between(before.rules(), after.rules());
        answer.print(text(diff, before, after), () -> json(diff, before, after));
        return diff.isEmpty() ? Exit.OK : Exit.FOUND;
    }

    private ConfigFolder folder(int index) {
        return new ConfigFolder(folders.get(index), at);
    }

    private Optional<String> environment(int side) {
        if (environments.size() == 2) {
            return Optional.of(environments.get(side));
        }
        boolean base = side == 0 && folders.size() == 1;
        return base ? Optional.of("") : environments.stream().findFirst();
    }

    private String text(RuleSetDiff diff, Side before, Side after) {
        if (diff.isEmpty()) {
            return "no difference";
        }
        return diff.changes().stream()
                .map(change -> change.path()
                        + change.before()
                                .map(origin -> line("-", "red", origin, change, before, after))
                                .orElse("")
                        + change.after()
                                .map(origin -> line("+", "green", origin, change, after, before))
                                .orElse(""))
                .collect(Collectors.joining("\n"));
    }

    private String line(String sign, String colour, Origin origin, Change change, Side side, Side other) {
        // Only the sign takes the colour: a value may hold what the colouring would take for its own marks.
        return "\n  " + answer.ansi().string("@|bold," + colour + " " + sign + "|@") + " "
                + Json.line(value(change, side, other)) + "  (" + side.folder().located(origin.location()) + ")";
    }

    private static @Nullable Object value(Change change, Side side, Side other) {
        if (side.hides(change) || other.hides(change)) {
            return Json.HIDDEN;
        }
        return side.value(change).map(node -> Json.value(node, side.secrets())).orElse(null);
    }

    private static Json json(RuleSetDiff diff, Side before, Side after) {
        return Json.object()
                .with("same", diff.isEmpty())
                .with(
                        "changes",
                        diff.changes().stream()
                                .map(change -> Json.object()
                                        .with("path", change.path())
                                        .with("before", change.before().map(it -> end(it, change, before, after)))
                                        .with("after", change.after().map(it -> end(it, change, after, before))))
                                .toList());
    }

    private static Json end(Origin origin, Change change, Side side, Side other) {
        return Json.object()
                .with("value", value(change, side, other))
                .with(side.folder().located(origin.location()))
                .with("layer", origin.location().layer());
    }
}
