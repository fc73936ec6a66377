package dev.tenet.rules.cli;

/** The rules that a command was to work on could not be loaded. */
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Report report;

    RefusedException(Report report) {
        super(report.subject() + " could not be loaded");
        this.report = report;
    }

    Report report() {
        return report;
    }
}
