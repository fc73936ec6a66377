package dev.tenet.rules.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** One run of the program inside the test's own process. */
record Run(int exit, String out, String err) {
    static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

    /** The root of the project, from which the reference configuration is {@code examples/config}. */
    static final Path PROJECT = Path.of(System.getProperty("basedir", ""))
            .toAbsolutePath()
            .resolve("../..")
            .normalize();

    /** A run from the root of the project. */
    static Run of(String... args) {
        return in(PROJECT, args);
    }

    static Run in(Path directory, String... args) {
        return run(Tenet.commandLine(at(directory)), args);
    }

    /** A run that takes its output for a terminal. */
    static Run coloured(String... args) {
        CommandLine line = Tenet.commandLine(at(PROJECT));
        return run(line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.ON)), args);
    }

    static Surroundings at(Path directory) {
        return new Surroundings(directory, InstantSource.fixed(NOW));
    }

    static Run run(CommandLine line, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = line.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
        return new Run(exit, out.toString(), err.toString());
    }
}
