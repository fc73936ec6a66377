package dev.tenet.rules.spi;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What to do about a value of the wrong type: what its author most probably meant. */
final class TypeHints {
    /** Longer ones are no numbers that anybody writes, and would take long to read. */
    private static final int LONGEST_NUMBER = 40;

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+([.][0-9]+)?");
    private static final Pattern WITH_UNDERSCORES = Pattern.compile("[-+]?[0-9][0-9_]*([.][0-9_]*)?");
    private static final Pattern WITH_RADIX = Pattern.compile("([-+]?)0([bBoOxX])_*([0-9a-fA-F][0-9a-fA-F_]*)");

    private TypeHints() {}

    /** The hint; empty if there is none. */
    static String of(Node got, String want) {
        boolean textWanted = want.contains(NodeKind.TEXT.description());
        if (textWanted && got instanceof ScalarNode scalar && scalar.value().isPresent()) {
            return "put it in quotes: \"" + got + '"';
        }
        if (got.kind() == NodeKind.NULL
                && got.place()
                        .source()
                        .text()
                        .startsWith("#", got.place().source().offset(got.place()))) {
            return "from # on it is a comment: put the value in quotes";
        }
        if (!(got instanceof ScalarNode scalar && scalar.value().orElse(0) instanceof String text)) {
            return "";
        }
        if (want.contains(NodeKind.LIST.description())) {
            return "write it as a list: [" + text + "]";
        } else if (want.contains(NodeKind.BOOLEAN.description())) {
            return ofTruth(text);
        }
        return want.contains("number") ? ofNumber(text) : "";
    }

    private static String ofTruth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "yes", "on", "y" -> "write true";
            case "no", "off", "n" -> "write false";
            case "true", "false" -> "remove the quotes";
            default -> "";
        };
    }

    private static String ofNumber(String text) {
        if (NUMBER.matcher(text).matches()) {
            return "remove the quotes";
        }
        return older(text)
                .map(number -> "write " + number + ": YAML 1.2 takes this form of a number for text")
                .orElseGet(() -> text.matches("[0-9].*") ? "write the number without a unit" : "");
    }

    /** The number that YAML 1.1 takes a text for, in decimal digits. */
    private static Optional<String> older(String text) {
        if (text.length() > LONGEST_NUMBER) {
            return Optional.empty();
        }
        if (WITH_UNDERSCORES.matcher(text).matches()) {
            return Optional.of(new BigDecimal(text.replace("_", "")).toPlainString());
        }
        Matcher parts = WITH_RADIX.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int radix = switch (parts.group(2).toLowerCase(Locale.ROOT)) {
            case "b" -> 2;
            case "o" -> 8;
            default -> 16;
        };
        String digits = parts.group(3).replace("_", "");
        return digits.chars().allMatch(c -> Character.digit(c, radix) >= 0)
                ? Optional.of(new BigInteger(parts.group(1) + digits, radix).toString())
                : Optional.empty();
    }
}
