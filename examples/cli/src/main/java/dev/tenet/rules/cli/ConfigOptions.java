package dev.tenet.rules.cli;

import dev.tenet.rules.RuleSet;
import dev.tenet.rules.RuleSetLoader;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of a command that asks one configuration. */
final class ConfigOptions {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "<folder>",
            description = "The configuration folder, which holds base/. Default: config.")
    private Path folder = Path.of("config");

    @Option(
            names = {"-e", "--environment"},
            paramLabel = "<name>",
            description = "Lay environments/<name>.yaml over the base. Default: tenet.env, else TENET_ENV, else none.")
    private Optional<String> environment = Optional.empty();

    ConfigFolder folder(Surroundings at) {
        return new ConfigFolder(folder, at);
    }

    /**
     * Loads it.
     *
     * @throws RefusedException if anything is wrong
     */
    RuleSet load(Surroundings at) {
        return folder(at).load(loader(environment));
    }

    static RuleSetLoader loader(Optional<String> environment) {
        RuleSetLoader loader = RuleSet.loader();
        return environment.map(loader::environment).orElse(loader);
    }
}
