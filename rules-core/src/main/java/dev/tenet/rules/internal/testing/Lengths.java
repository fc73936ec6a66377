package dev.tenet.rules.internal.testing;

import dev.tenet.rules.internal.bind.Formats;
import dev.tenet.rules.spi.Node;
import dev.tenet.rules.spi.Problems;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as tests write them: a whole number and a unit, such as {@code 25m}. */
final class Lengths {
    private static final Pattern LENGTH = Pattern.compile("([0-9]{1,6})(s|m|h|d)");
    private static final Pattern SIGNED = Pattern.compile("(-?[0-9]{1,6})(s|m|h|d)");

    private Lengths() {}

    static Duration read(Node value, Problems problems) {
        return parse(Formats.matching(value, LENGTH, "a length of time such as \"25m\"", problems));
    }

    /** One that may lie in the past. */
    static Duration signed(Node value, Problems problems) {
        return parse(Formats.matching(value, SIGNED, "a length of time such as \"25m\" or \"-5m\"", problems));
    }

    private static Duration parse(String text) {
        Matcher parts = SIGNED.matcher(text);
        if (!parts.matches()) {
            return Duration.ZERO; // reported already
        }
        ChronoUnit unit = switch (parts.group(2)) {
            case "s" -> ChronoUnit.SECONDS;
            case "m" -> ChronoUnit.MINUTES;
            case "h" -> ChronoUnit.HOURS;
            default -> ChronoUnit.DAYS;
        };
        return Duration.of(Long.parseLong(parts.group(1)), unit);
    }

    /** For people: in the largest unit in which it is a whole number, else as ISO 8601. */
    static String words(Duration length) {
        if (length.getNano() != 0) {
            return length.toString();
        }
        long seconds = length.getSeconds();
        if (seconds % 60 != 0) {
            return seconds + "s";
        }
        return seconds % 3600 == 0 && seconds != 0 ? seconds / 3600 + "h" : seconds / 60 + "m";
    }
}
