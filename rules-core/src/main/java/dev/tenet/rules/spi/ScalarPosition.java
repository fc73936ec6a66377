package dev.tenet.rules.spi;

/** Finds the source character behind a character of a decoded YAML scalar by walking both texts side by side. */
final class ScalarPosition {
    private ScalarPosition() {}

    /**
     * The index in the source of a character of the decoded scalar.
     *
     * @param source the whole source
     * @param start where the scalar starts in it
     * @param decoded the scalar's value
     * @param offset the index in the value
     */
    static int in(String source, int start, String decoded, int offset) {
        if (start >= source.length()) {
            return start;
        }
        char style = source.charAt(start);
        int at =
                switch (style) {
                    case '"', '\'' -> start + 1;
                    case '|', '>' -> skipBlanks(source, endOfLine(source, start));
                    default -> start;
                };
        for (int i = 0; i < offset && at < source.length(); i++) {
            at = next(source, at, style, decoded.charAt(i));
            if (i + 1 < decoded.length() && !isBlank(decoded.charAt(i + 1))) {
                at = skipBlanks(source, at);
            }
        }
        return Math.min(at, source.length());
    }

    /** The index behind the source form of one decoded character. */
    private static int next(String source, int at, char style, char decoded) {
        char raw = source.charAt(at);
        if (isBlank(decoded) && !isBlank(raw) && raw != '\\') {
            return at;
        }
        if (style == '"' && raw == '\\') {
            return at + escapeLength(source, at);
        }
        if (style == '\'' && raw == '\'') {
            return at + 2;
        }
        if (decoded == ' ' && isBreak(raw)) {
            return skipBlanks(source, at);
        }
        return at + 1;
    }

    private static int escapeLength(String source, int at) {
        if (at + 1 >= source.length()) {
            return 1;
        }
        return switch (source.charAt(at + 1)) {
            case 'x' -> 4;
            case 'u' -> 6;
            case 'U' -> 10;
            default -> 2;
        };
    }

    private static int endOfLine(String source, int at) {
        int end = at;
        while (end < source.length() && !isBreak(source.charAt(end))) {
            end++;
        }
        return end;
    }

    private static int skipBlanks(String source, int at) {
        int end = at;
        while (end < source.length() && isBlank(source.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || isBreak(c);
    }

    private static boolean isBreak(char c) {
        return c == '\n' || c == '\r';
    }
}
