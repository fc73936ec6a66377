package dev.tenet.rules.internal.bind;

import dev.tenet.rules.internal.text.Suggestions;
import java.util.Collection;

/** Hints for names that are not known. */
public final class Names {
    private Names() {}

    /** The name that was probably meant, or else all there are. */
    public static String didYouMean(String wrong, Collection<String> known, String plural) {
        return Suggestions.closest(wrong, known)
                .map(best -> "did you mean \"" + best + "\"?")
                .orElseGet(() -> known.isEmpty()
                        ? "there are no " + plural
                        : "the " + plural + " are " + String.join(", ", known));
    }
}
