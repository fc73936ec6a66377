package dev.tenet.rules.cli;

import dev.tenet.rules.Problem;
import dev.tenet.rules.Severity;
import java.util.List;

/**
 * What a look at rules found.
 *
 * @param subject what was looked at, in words
 * @param problems what was found; files are named relative to the working directory
 * @param verdict the result in one line
 * @param details what programs get beside the problems
 */
record Report(String subject, List<Problem> problems, String verdict, Json details) {
    Report {
        problems = List.copyOf(problems);
    }

    /** A report whose problems say it all. */
    static Report of(String subject, List<Problem> problems) {
        long errors = count(problems, Severity.ERROR);
        long warnings = count(problems, Severity.WARNING);
        String verdict = subject + ": " + (errors == 0 ? "valid" : counted(errors, "error"));
        return new Report(
                subject,
                problems,
                warnings == 0 ? verdict : verdict + ", " + counted(warnings, "warning"),
                Json.object());
    }

    long count(Severity severity) {
        return count(problems, severity);
    }

    boolean hasErrors() {
        return count(Severity.ERROR) > 0;
    }

    private static long count(List<Problem> problems, Severity severity) {
        return problems.stream().filter(it -> it.severity() == severity).count();
    }

    private static String counted(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
