package dev.tenet.rules.internal.source;

/**
 * The tags that the YAML 1.2 core schema (section 10.3.2) gives to plain scalars. Written without patterns, since every
 * plain key and value of a load passes here while the virtual machine is still cold.
 */
final class CoreSchema {
    private CoreSchema() {}

    /** The kinds of scalar of the core schema. */
    enum Tag {
        NULL,
        BOOL,
        INT,
        FLOAT,
        STR
    }

    /** The tag of a plain scalar without one. */
    static Tag of(String plain) {
        if (plain.isEmpty()) {
            return Tag.NULL;
        }
        char first = plain.charAt(0);
        return switch (first) {
            case '~' -> plain.length() == 1 ? Tag.NULL : Tag.STR;
            case 'n', 'N' -> isOneOf(plain, "null", "Null", "NULL") ? Tag.NULL : Tag.STR;
            case 't', 'T' -> isOneOf(plain, "true", "True", "TRUE") ? Tag.BOOL : Tag.STR;
            case 'f', 'F' -> isOneOf(plain, "false", "False", "FALSE") ? Tag.BOOL : Tag.STR;
            case '+', '-', '.' -> number(plain);
            default -> isDigit(first) ? number(plain) : Tag.STR;
        };
    }

    private static Tag number(String text) {
        int start = isSign(text.charAt(0)) ? 1 : 0;
        int digits = skipDigits(text, start);
        if (digits == text.length() && digits > start || isRadix(text)) {
            return Tag.INT;
        }
        return isFloat(text, start, digits) || isNamedFloat(text, start) ? Tag.FLOAT : Tag.STR;
    }

    /** {@code 0o17} or {@code 0xff}. */
    private static boolean isRadix(String text) {
        if (text.length() < 3 || text.charAt(0) != '0') {
            return false;
        }
        int radix = text.charAt(1) == 'o' ? 8 : text.charAt(1) == 'x' ? 16 : 0;
        for (int i = 2; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 'f' || Character.digit(c, radix) < 0) {
                return false;
            }
        }
        return radix > 0;
    }

    /** Digits, a point and digits, of which one part may be missing, then perhaps an exponent. */
    private static boolean isFloat(String text, int start, int wholeEnd) {
        int at = wholeEnd;
        int count = wholeEnd - start;
        if (at < text.length() && text.charAt(at) == '.') {
            int end = skipDigits(text, at + 1);
            count += end - at - 1;
            at = end;
        }
        if (count == 0) {
            return false;
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            int exponent = at + 1 < text.length() && isSign(text.charAt(at + 1)) ? at + 2 : at + 1;
            at = skipDigits(text, exponent);
            return at == text.length() && at > exponent;
        }
        return at == text.length();
    }

    private static boolean isNamedFloat(String text, int start) {
        String name = text.substring(start);
        return isOneOf(name, ".inf", ".Inf", ".INF") || start == 0 && isOneOf(name, ".nan", ".NaN", ".NAN");
    }

    private static boolean isOneOf(String text, String lower, String capital, String upper) {
        return text.equals(lower) || text.equals(capital) || text.equals(upper);
    }

    private static int skipDigits(String text, int from) {
        int at = from;
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isSign(char c) {
        return c == '+' || c == '-';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
