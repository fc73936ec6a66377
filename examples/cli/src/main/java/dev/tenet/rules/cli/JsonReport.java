package dev.tenet.rules.cli;

import dev.tenet.rules.Problem;
import dev.tenet.rules.Severity;
import java.util.Optional;

/** A report for programs. */
final class JsonReport {
    private JsonReport() {}

    static Json of(Report report) {
        return Json.object()
                .with("subject", report.subject())
                .with("valid", !report.hasErrors())
                .with("errors", report.count(Severity.ERROR))
                .with("warnings", report.count(Severity.WARNING))
                .with(
                        "problems",
                        report.problems().stream().map(JsonReport::problem).toList())
                .with(report.details());
    }

    private static Json problem(Problem problem) {
        return Json.object()
                .with("severity", problem.severity().toString())
                .with("code", problem.code())
                .with(problem.location())
                .with("layer", problem.location().layer())
                .with("message", problem.message())
                .with("hint", Optional.of(problem.hint()).filter(hint -> !hint.isEmpty()))
                .with(
                        "related",
                        problem.related().stream()
                                .map(it -> Json.object().with(it.location()).with("message", it.message()))
                                .toList());
    }
}
