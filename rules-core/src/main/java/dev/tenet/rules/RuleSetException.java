package dev.tenet.rules;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rules were refused. It holds every problem of the load, not only the first, in the order of their places; its message
 * shows the first 100 errors.
 */
public final class RuleSetException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    /** More would bury the log that they are written to. */
    private static final int SHOWN = 100;

    /** Null in a copy that Java serialization made: Tenet's values are not made for it. */
    private final transient @Nullable List<Problem> problems;

    /**
     * Refuses a rule set.
     *
     * @param problems every problem of the load; at least one is an error
     */
    public RuleSetException(List<Problem> problems) {
        super(message(problems));
        this.problems = List.copyOf(problems);
    }

    /**
     * Every problem of the load, warnings included. Empty only in a copy that Java serialization made, as a process
     * that runs tests in another one does; the message of such a copy still says what was wrong.
     */
    public List<Problem> problems() {
        return problems == null ? List.of() : problems;
    }

    private static String message(List<Problem> problems) {
        List<Problem> errors =
                problems.stream().filter(p -> p.severity() == Severity.ERROR).toList();
        if (errors.isEmpty()) {
            throw new IllegalArgumentException("a refusal needs at least one error");
        }
        String count = errors.size() == 1 ? "1 error" : errors.size() + " errors";
        String rest =
                errors.size() <= SHOWN ? "" : "\nand " + (errors.size() - SHOWN) + " more: problems() has them all";
        return errors.stream()
                .limit(SHOWN)
                .map(Problem::toString)
                .collect(Collectors.joining("\n", count + " in the rules:\n", rest));
    }
}
