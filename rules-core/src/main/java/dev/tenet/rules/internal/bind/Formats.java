package dev.tenet.rules.internal.bind;

import dev.tenet.rules.decision.Effective;
import dev.tenet.rules.spi.MapReader;
import dev.tenet.rules.spi.Node;
import dev.tenet.rules.spi.NodeKind;
import dev.tenet.rules.spi.Problems;
import dev.tenet.rules.spi.ScalarNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads the forms of value that several sections share. What is wrong is reported and gives a placeholder. */
public final class Formats {
    private static final Pattern INSTANT = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}(T.*)?");
    private static final String WANTED_INSTANT =
            "a date such as 2027-01-01 or a timestamp such as 2027-01-01T08:00:00Z";

    private Formats() {}

    /** Text of a form that a parser accepts; empty when it is no text or the parser throws a DateTimeException. */
    public static <T> Optional<T> parsed(Node value, Function<String, T> parser, String want, Problems problems) {
        if (!(value instanceof ScalarNode scalar && scalar.value().orElse(0) instanceof String text)) {
            problems.wrongType(value, NodeKind.TEXT.description());
            return Optional.empty();
        }
        try {
            return Optional.of(parser.apply(text));
        } catch (DateTimeException refused) {
            problems.badFormat(value, want);
            return Optional.empty();
        }
    }

    /** Text that matches a pattern as a whole; empty text if it does not. */
    public static String matching(Node value, Pattern form, String want, Problems problems) {
        return parsed(value, text -> requireForm(text, form), want, problems).orElse("");
    }

    private static String requireForm(String text, Pattern form) {
        if (!form.matcher(text).matches()) {
            throw new DateTimeException("another form");
        }
        return text;
    }

    /** Text that may be missing or empty; then it is empty. */
    public static String anyText(MapReader in, String key) {
        return in.value(key)
                .flatMap(value -> parsed(value, text -> text, "text", in.problems()))
                .orElse("");
    }

    /** Whether a value says this very number, rather than that the number stands in for a mistake. */
    static boolean says(Optional<Node> value, double number) {
        return value.orElse(null) instanceof ScalarNode scalar
                && scalar.value().orElse("") instanceof Number written
                && written.doubleValue() == number;
    }

    /** Whether a value says this very constant, rather than that the constant stands in for a mistake. */
    static boolean says(Optional<Node> value, Enum<?> constant) {
        return value.orElse(null) instanceof ScalarNode scalar
                && scalar.value().orElse("").equals(constant.name().toLowerCase(Locale.ROOT));
    }

    /** A length of time in minutes, up to ten years, that must be there. */
    public static Duration minutes(MapReader in, String key) {
        // Exact for whole minutes; a fraction too small to be a nanosecond must not become "no time at all".
        return Duration.ofNanos(Math.max(1, Math.round(in.positive(key, 5_256_000) * 60e9)));
    }

    /** When a rule counts: its key {@code effective}, or always. */
    static Effective effective(MapReader rule) {
        return rule.optionalMap("effective", "an effective period")
                .map(Formats::period)
                .orElse(Effective.ALWAYS);
    }

    private static Effective period(MapReader in) {
        Optional<Node> from = in.value("from");
        Optional<Node> until = in.value("until");
        if (from.isEmpty() && until.isEmpty() && in.node().keys().isEmpty()) {
            in.problems().outOfRange(in.node(), "at least one of from and until");
        }
        Instant begin = from.flatMap(value -> instant(value, in.problems())).orElse(Instant.MIN);
        Instant end = until.flatMap(value -> instant(value, in.problems())).orElse(Instant.MAX);
        if (begin.isBefore(end)) {
            return new Effective(begin, end);
        }
        in.problems()
                .error(
                        "empty-period",
                        from.orElse(in.node()).place(),
                        "the rule is effective from " + begin + " until " + end + ", which is never",
                        "want \"from\" before \"until\"",
                        Places.related(until.orElse(in.node()).place(), "it ends here"));
        return Effective.ALWAYS;
    }

    /** A date, which begins at midnight UTC, or a timestamp with an offset. */
    public static Optional<Instant> instant(Node value, Problems problems) {
        return parsed(value, Formats::instant, WANTED_INSTANT, problems);
    }

    private static Instant instant(String text) {
        requireForm(text, INSTANT);
        return text.contains("T")
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
