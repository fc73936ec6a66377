package dev.tenet.rules.cli;

import java.util.Locale;
import picocli.CommandLine;

/** In what form a command answers a question. */
enum AnswerFormat {
    /** For people. */
    TEXT,
    /** For programs; the shapes are documented in the README. */
    JSON;

    /** Says why there is no answer: beside the output for people, in its place for programs. */
    void refuse(Report report, CommandLine command) {
        switch (this) {
            case TEXT -> ReportFormat.TEXT.write(report, command.getErr(), ansi(command));
            case JSON -> ReportFormat.JSON.write(report, command.getOut(), ansi(command));
        }
    }

    static CommandLine.Help.Ansi ansi(CommandLine command) {
        return command.getColorScheme().ansi();
    }

    /** As it is written on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
