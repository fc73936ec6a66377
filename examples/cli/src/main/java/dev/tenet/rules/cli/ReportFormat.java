package dev.tenet.rules.cli;

import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine.Help.Ansi;

/** In what form a command reports what it found. */
enum ReportFormat {
    /** For people. */
    TEXT,
    /** For programs; the shape is documented in the README. */
    JSON,
    /** SARIF 2.1.0, which code scanning services read. */
    SARIF,
    /** Workflow commands of GitHub Actions, which annotate the lines of a pull request. */
    GITHUB;

    void write(Report report, PrintWriter out, Ansi ansi) {
        switch (this) {
            case TEXT -> new TextReport(ansi).write(report, out);
            case JSON -> out.println(JsonReport.of(report));
            case SARIF -> out.println(SarifReport.of(report));
            case GITHUB -> GithubReport.write(report, out);
        }
    }

    /** As it is written on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
