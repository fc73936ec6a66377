package dev.tenet.rules.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tenet explain}: what the rules decide, and why. */
@Command(
        name = "explain",
        description = "Says what the rules decide, and why.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(route | sla | decision)")
final class Explain implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "want one of " + String.join(", ", spec.subcommands().keySet()));
    }
}
