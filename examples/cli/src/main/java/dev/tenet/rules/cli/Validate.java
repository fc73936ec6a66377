package dev.tenet.rules.cli;

import dev.tenet.rules.Problem;
import dev.tenet.rules.RuleSetLoader;
import dev.tenet.rules.SeverityPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tenet validate}: everything that is wrong with a configuration. */
@Command(
        name = "validate",
        description = "Reports everything that is wrong with a configuration.",
        mixinStandardHelpOptions = true)
final class Validate implements Callable<Integer> {
    private static final String SUFFIX = ".yaml";

    private final Surroundings at;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "<folder>",
            description = "The configuration folder, which holds base/. Default: config.")
    private Path folder = Path.of("config");

    @Option(
            names = {"-e", "--environment"},
            paramLabel = "<name>",
            description = "Lay environments/<name>.yaml over the base. May be repeated: each is checked."
                    + " Default: tenet.env, else TENET_ENV, else none.")
    private List<String> environments = new ArrayList<>();

    @Option(names = "--all-environments", description = "Check the base alone and under each file in environments/.")
    private boolean all;

    @Option(
            names = {"-s", "--snapshot"},
            paramLabel = "<file>",
            description =
                    "Check the queries and indexes of a database against its tables, as DatabaseSnapshot wrote them."
                            + " May be repeated, for several databases.")
    private List<Path> snapshots = new ArrayList<>();

    @Option(names = "--strict", description = "Take warnings for errors.")
    private boolean strict;

    @Option(
            names = {"-f", "--format"},
            paramLabel = "<format>",
            description = "One of ${COMPLETION-CANDIDATES}. Default: text.")
    private ReportFormat format = ReportFormat.TEXT;

    Validate(Surroundings at) {
        this.at = at;
    }

    @Override
    public Integer call() throws IOException {
        ConfigFolder config = new ConfigFolder(folder, at);
        Snapshots databases = databases();
        // A mistake in the base is found under every environment and said once.
        Set<Problem> problems = new LinkedHashSet<>(databases.mistakes());
        for (Optional<String> environment : checked(config)) {
            RuleSetLoader loader = ConfigOptions.loader(environment).severity(policy());
            problems.addAll(config.problems(loader, rules -> judged(databases.problems(rules))));
        }
        problems.addAll(config.located(judged(databases.unused())));
        Report report = Report.of(config.name(), List.copyOf(problems));
        format.write(report, spec.commandLine().getOut(), AnswerFormat.ansi(spec.commandLine()));
        return report.hasErrors() ? Exit.FOUND : Exit.OK;
    }

    private Snapshots databases() {
        try {
            return Snapshots.read(snapshots, at);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private List<Problem> judged(List<Problem> problems) {
        return problems.stream().map(policy()::apply).toList();
    }

    private SeverityPolicy policy() {
        return strict ? SeverityPolicy.WARNINGS_ARE_ERRORS : SeverityPolicy.DEFAULT;
    }

    private List<Optional<String>> checked(ConfigFolder config) throws IOException {
        List<Optional<String>> names = new ArrayList<>();
        environments.forEach(name -> names.add(Optional.of(name)));
        if (all) {
            names.add(Optional.of(""));
            environmentsOf(config).forEach(name -> names.add(Optional.of(name)));
        }
        return names.isEmpty() ? List.of(Optional.empty()) : names;
    }

    private static List<String> environmentsOf(ConfigFolder config) throws IOException {
        Path files = config.absolute().resolve("environments");
        if (!Files.isDirectory(files)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(files)) {
            return entries.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(SUFFIX) && !name.startsWith("."))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        }
    }
}
