package dev.tenet.rules.internal.text;

/** Makes text from the rules safe to print: it can neither forge a line of a log nor drive a terminal. */
public final class Printable {
    private static final int REPLACEMENT = '\uFFFD';

    private Printable() {}

    /** The text on one line: line ends and tabs as spaces, other control characters as U+FFFD. */
    public static String line(String text) {
        if (text.codePoints().noneMatch(Printable::isControl)) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c == '\n' || c == '\r' || c == '\t' ? ' ' : character(c))
                .forEach(out::appendCodePoint);
        return out.toString();
    }

    /** The character itself, or U+FFFD for one that would not print as one character in its place. */
    public static int character(int codePoint) {
        return isControl(codePoint) ? REPLACEMENT : codePoint;
    }

    /** Control characters, line and paragraph separators, and the marks that turn the direction of writing. */
    private static boolean isControl(int c) {
        return Character.isISOControl(c)
                || c == 0x2028
                || c == 0x2029
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069);
    }
}
