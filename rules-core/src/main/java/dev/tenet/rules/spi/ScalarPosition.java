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
        int at = style == '"' || style == '\'' ? start + 1 : start;
        if (style == '|' || style == '>') {
            at = endOfLine(source, start);
        }
        for (int i = 0; i < offset; i++) {
            at = next(source, settle(source, at, style, decoded.charAt(i)), style, decoded.charAt(i));
        }
        return offset < decoded.length() ? settle(source, at, style, decoded.charAt(offset)) : at;
    }

    /** Steps over what stands for no character of its own: indentation, folds, escaped line ends. */
    private static int settle(String source, int at, char style, char decoded) {
        int settled = at;
        while (style == '"'
                && settled + 1 < source.length()
                && source.charAt(settled) == '\\'
                && isBreak(source.charAt(settled + 1))) {
            settled = skipBlanks(source, settled + 1);
        }
        return isBlank(decoded) ? settled : skipBlanks(source, settled);
    }

    /** The index behind the source form of one decoded character. */
    private static int next(String source, int at, char style, char decoded) {
        if (at >= source.length()) {
            return at;
        }
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
