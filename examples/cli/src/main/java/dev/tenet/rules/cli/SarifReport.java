package dev.tenet.rules.cli;

import dev.tenet.rules.Problem;
import dev.tenet.rules.Severity;
import dev.tenet.rules.SourceLocation;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report in SARIF 2.1.0 (OASIS), with what code scanning services ask for beyond the standard. */
final class SarifReport {
    private SarifReport() {}

    static Json of(Report report) {
        List<String> codes = report.problems().stream()
                .map(Problem::code)
                .distinct()
                .sorted()
                .toList();
        Json driver = Json.object()
                .with("name", "tenet")
                .with("version", Tenet.Version.text())
                .with("rules", codes.stream().map(SarifReport::rule).toList());
        Json run = Json.object()
                .with("tool", Json.object().with("driver", driver))
                .with("columnKind", "unicodeCodePoints")
                .with(
                        "results",
                        report.problems().stream()
                                .map(problem -> result(problem, codes.indexOf(problem.code())))
                                .toList());
        return Json.object()
                .with("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
                .with("version", "2.1.0")
                .with("runs", List.of(run));
    }

    /** A code is its own description: {@code unknown-key} is an unknown key. */
    private static Json rule(String code) {
        String words = code.replace('-', ' ');
        String sentence = words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + ".";
        return Json.object()
                .with("id", code)
                .with("shortDescription", text(sentence))
                .with("fullDescription", text(sentence))
                .with("help", text("Each result says what was found, what was wanted, and what to do."));
    }

    private static Json result(Problem problem, int rule) {
        String message = problem.hint().isEmpty() ? problem.message() : problem.message() + "; " + problem.hint();
        Json result = Json.object()
                .with("ruleId", problem.code())
                .with("ruleIndex", rule)
                .with("level", level(problem.severity()))
                .with("message", text(message))
                .with("locations", List.of(Json.object().with("physicalLocation", physical(problem.location()))));
        List<Json> related = new ArrayList<>();
        for (Problem.Related other : problem.related()) {
            related.add(Json.object()
                    .with("id", related.size())
                    .with("physicalLocation", physical(other.location()))
                    .with("message", text(other.message())));
        }
        return related.isEmpty() ? result : result.with("relatedLocations", related);
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case INFO -> "note";
        };
    }

    private static Json text(String text) {
        return Json.object().with("text", text);
    }

    /** A whole file stands for its first line: code scanning shows no result without a line. */
    private static Json physical(SourceLocation location) {
        Json region = Json.object().with("startLine", Math.max(1, location.line()));
        return Json.object()
                .with("artifactLocation", Json.object().with("uri", uri(location.file())))
                .with("region", location.column() == 0 ? region : region.with("startColumn", location.column()));
    }

    private static String uri(String file) {
        if (Path.of(file).isAbsolute()) {
            return Path.of(file).toUri().toASCIIString();
        }
        try {
            // A leading slash keeps a colon in the first name from being read as the end of a scheme.
            return new URI(null, null, "/" + file, null).toASCIIString().substring(1);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("got the file name \"" + file + "\", which no URI can hold", e);
        }
    }
}
