package dev.tenet.rules.cli;

import java.util.regex.Pattern;

/** Writes paths in the form that {@link dev.tenet.rules.RuleSet#value} reads. */
final class Paths {
    private static final Pattern PLAIN = Pattern.compile("[\\w-]+");

    private Paths() {}

    /** A key below a path; the empty text is the path of the root. */
    static String child(String parent, String key) {
        if (!PLAIN.matcher(key).matches()) {
            return parent + "[\"" + key.replace("\\", "\\\\").replace("\"", "\\\"") + "\"]";
        }
        return parent.isEmpty() ? key : parent + "." + key;
    }

    /** An item of the list at a path. */
    static String child(String parent, int index) {
        return parent + "[" + index + "]";
    }
}
