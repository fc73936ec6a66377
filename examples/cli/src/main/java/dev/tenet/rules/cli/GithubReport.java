package dev.tenet.rules.cli;

import dev.tenet.rules.Problem;
import dev.tenet.rules.Severity;
import dev.tenet.rules.SourceLocation;
import java.io.PrintWriter;

/** A report as workflow commands of GitHub Actions, which turn each problem into a note at its line. */
final class GithubReport {
    private GithubReport() {}

    static void write(Report report, PrintWriter out) {
        report.problems().forEach(problem -> out.println(command(problem)));
        out.println(report.verdict());
    }

    private static String command(Problem problem) {
        String message = problem.hint().isEmpty() ? problem.message() : problem.message() + "; " + problem.hint();
        return "::" + command(problem.severity()) + " " + place(problem.location()) + ",title="
                + property(problem.code()) + "::" + data(message);
    }

    private static String command(Severity severity) {
        return switch (severity) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case INFO -> "notice";
        };
    }

    private static String place(SourceLocation location) {
        String file = "file=" + property(location.file());
        return location.line() == 0 ? file : file + ",line=" + location.line() + ",col=" + location.column();
    }

    /** The runner takes the percent sign for the beginning of an escape, so it goes first. */
    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
