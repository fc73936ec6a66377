package dev.tenet.rules;

import java.time.Instant;
import java.util.List;

/**
 * How a {@link LiveRuleSet} stands at one moment. Immutable; rules, number and times belong together.
 *
 * @param version the number of the rules in use: 1 for the first load, 1 more at each change
 * @param since since when they are in use
 * @param rules the rules in use
 * @param folder how what lies in the folder stands to them
 */
public record ReloadStatus(long version, Instant since, RuleSet rules, Folder folder) {
    /** How what lies in the folder, as far as it was looked at, stands to the rules in use. */
    public sealed interface Folder {}

    /** The rules in use are those in the folder. */
    public record Live() implements Folder {}

    /**
     * The folder's rules were refused.
     *
     * @param since since when the folder has had rules that are refused
     * @param last when they were last refused
     * @param attempts how often since then, every content of the folder counted
     * @param problems why the last attempt was refused, warnings included
     */
    public record Refused(Instant since, Instant last, int attempts, List<Problem> problems) implements Folder {
        /** Takes its own copy of the list. */
        public Refused {
            problems = List.copyOf(problems);
        }

        Refused again(Refused latest) {
            return new Refused(since, latest.last, attempts + latest.attempts, latest.problems);
        }
    }

    /**
     * The folder's rules were rolled back, and wait there for the next edit.
     *
     * @param since since when
     */
    public record HeldBack(Instant since) implements Folder {}

    ReloadStatus with(Folder other) {
        return new ReloadStatus(version, since, rules, other);
    }

    /** One line for people. */
    @Override
    public String toString() {
        String text = "rules version " + version + " since " + since;
        if (folder instanceof Live) {
            return text;
        } else if (folder instanceof HeldBack held) {
            return text + "; those in the folder are held back since " + held.since();
        } else if (folder instanceof Refused refused) {
            String first = refused.problems().stream()
                    .filter(problem -> problem.severity() == Severity.ERROR)
                    .findFirst()
                    .map(problem -> ": " + problem.summary())
                    .orElse("");
            return text + "; those in the folder are refused since " + refused.since() + " (attempts: "
                    + refused.attempts() + ")" + first;
        }
        throw new AssertionError(folder);
    }
}
