package dev.tenet.rules.cli;

import java.io.PrintWriter;
import java.util.function.Supplier;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How a command answers. */
final class AnswerOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-f", "--format"},
            paramLabel = "<format>",
            description = "One of ${COMPLETION-CANDIDATES}. Default: text.")
    private AnswerFormat format = AnswerFormat.TEXT;

    /** Writes the answer in the form that was asked for. */
    void print(String text, Supplier<Json> json) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(format == AnswerFormat.JSON ? json.get().toString() : text);
        out.flush();
    }

    /** Colours, or none where the output is no terminal. */
    Ansi ansi() {
        return AnswerFormat.ansi(spec.commandLine());
    }

    /** A mistake in the arguments. */
    ParameterException mistake(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
