package dev.tenet.rules.cli;

import dev.tenet.rules.Problem;
import dev.tenet.rules.Severity;
import java.io.PrintWriter;
import picocli.CommandLine.Help.Ansi;

/** Problems as people read them: each with its source line, and the result in the last line. */
final class TextReport {
    private final Ansi ansi;

    TextReport(Ansi ansi) {
        this.ansi = ansi;
    }

    void write(Report report, PrintWriter out) {
        for (Problem problem : report.problems()) {
            out.println(text(problem));
            out.println();
        }
        out.println(report.verdict());
    }

    /** As {@link Problem#toString()}, with its kind in colour. */
    private String text(Problem problem) {
        String kind = problem.severity() + "[" + problem.code() + "]";
        String plain = problem.toString();
        int at = plain.indexOf(kind, problem.location().toString().length());
        return plain.substring(0, at)
                + ansi.string("@|" + style(problem.severity()) + " " + kind + "|@")
                + plain.substring(at + kind.length());
    }

    private static String style(Severity severity) {
        return switch (severity) {
            case ERROR -> "bold,red";
            case WARNING -> "bold,yellow";
            case INFO -> "bold,blue";
        };
    }
}
