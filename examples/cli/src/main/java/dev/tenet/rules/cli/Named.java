package dev.tenet.rules.cli;

import dev.tenet.rules.spi.Problems;
import java.util.Collection;

/** What to say of a name that nothing has. */
final class Named {
    private Named() {}

    /** @param what what the name should have been of, with its article: {@code a decision} */
    static String unknown(String got, String what, Collection<String> known) {
        String want = known.isEmpty()
                ? "; there is none"
                : new Problems()
                        .suggestion(got, known)
                        .map(hint -> "; " + hint)
                        .orElseGet(() -> ", want one of " + String.join(", ", known));
        return "got \"" + got + "\", which is not " + what + " here" + want;
    }
}
