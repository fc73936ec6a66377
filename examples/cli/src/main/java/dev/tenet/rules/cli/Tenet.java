package dev.tenet.rules.cli;

import static java.util.stream.Collectors.joining;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program {@code tenet}: validates, tests, explains, compares and draws rules. */
@Command(
        name = "tenet",
        description = "Validates, tests, explains, compares and draws rules.",
        mixinStandardHelpOptions = true,
        versionProvider = Tenet.Version.class,
        synopsisSubcommandLabel = "<command>",
        footer = {"", "Exit codes: 0 all is well, 1 something was found, 2 wrong usage, 3 unexpected failure."})
public final class Tenet implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Tenet() {}

    /**
     * Runs one command and ends the process with its exit code.
     *
     * @param args a command and its arguments, as {@code tenet --help} explains them
     */
    public static void main(String[] args) {
        CommandLine line = commandLine(Surroundings.ofProcess());
        line.setOut(utf8(FileDescriptor.out)).setErr(utf8(FileDescriptor.err));
        int exit = line.execute(args);
        line.getOut().flush();
        line.getErr().flush();
        System.exit(exit);
    }

    /** JSON must be UTF-8 whatever the locale, and containers mostly have none. */
    private static PrintWriter utf8(FileDescriptor stream) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(stream), StandardCharsets.UTF_8), false);
    }

    /** The whole program; its writers and colours can be set before it runs. */
    static CommandLine commandLine(Surroundings at) {
        CommandLine explain = new CommandLine(new Explain())
                .addSubcommand(new ExplainRoute(at))
                .addSubcommand(new ExplainSla(at))
                .addSubcommand(new ExplainDecision(at));
        CommandLine line = new CommandLine(new Tenet())
                .addSubcommand(new Validate(at))
                .addSubcommand(new TestRules(at))
                .addSubcommand(explain)
                .addSubcommand(new Diff(at))
                .addSubcommand(new Show(at))
                .addSubcommand(new Schema())
                .addSubcommand(new Graph(at));
        return line.registerConverter(ReportFormat.class, text -> oneOf(text, ReportFormat.class))
                .registerConverter(AnswerFormat.class, text -> oneOf(text, AnswerFormat.class))
                .registerConverter(Graph.Section.class, text -> oneOf(text, Graph.Section.class))
                .setExecutionExceptionHandler(Tenet::failed)
                .setParameterExceptionHandler(Tenet::misunderstood);
    }

    private static <E extends Enum<E>> E oneOf(String text, Class<E> type) {
        E[] constants = type.getEnumConstants();
        for (E constant : constants) {
            if (constant.toString().equals(text)) {
                return constant;
            }
        }
        throw new TypeConversionException("got \"" + text + "\", want one of "
                + Arrays.stream(constants).map(E::toString).collect(joining(", ")));
    }

    /** Called when there is no command. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "want a command");
    }

    private static int misunderstood(ParameterException mistake, String[] args) {
        CommandLine command = mistake.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("tenet: " + mistake.getMessage());
        if (!UnmatchedArgumentException.printSuggestions(mistake, err)) {
            err.println("Try \"" + command.getCommandSpec().qualifiedName() + " --help\".");
        }
        return Exit.USAGE;
    }

    private static int failed(Exception failure, CommandLine command, ParseResult parsed) {
        if (failure instanceof RefusedException refused) {
            AnswerFormat format = command.getParseResult().matchedOptionValue("--format", AnswerFormat.TEXT);
            format.refuse(refused.report(), command);
            return command.getCommandSpec().exitCodeOnExecutionException();
        }
        PrintWriter err = command.getErr();
        err.println("tenet: unexpected failure; please report it with what follows");
        failure.printStackTrace(err);
        return Exit.UNEXPECTED;
    }

    /** The version in the manifest of the jar. */
    static final class Version implements IVersionProvider {
        static String text() {
            String version = Tenet.class.getPackage().getImplementationVersion();
            return version == null ? "unpackaged" : version;
        }

        @Override
        public String[] getVersion() {
            return new String[] {"tenet " + text()};
        }
    }
}
