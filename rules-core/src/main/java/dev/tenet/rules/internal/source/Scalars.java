package dev.tenet.rules.internal.source;

import dev.tenet.rules.internal.source.CoreSchema.Tag;
import dev.tenet.rules.internal.source.YamlReader.Refusal;
import dev.tenet.rules.spi.Place;
import dev.tenet.rules.spi.ScalarNode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/** Gives scalars their values by the YAML 1.2 core schema. */
final class Scalars {
    static final String CORE_TAG = "tag:yaml.org,2002:";

    private final Map<String, String> keys = new HashMap<>();

    /** The text of a key; equal keys of one text share one string. */
    String key(ScalarEvent event, Place at) {
        String text = event.getValue();
        event.getTag().ifPresent(tag -> given(tag, at));
        if (event.isPlain()) {
            if (text.equals("<<")) {
                throw new Refusal(
                        "merge-key", at, "got the merge key <<, which YAML 1.2 does not have", "write the keys out");
            }
            if (event.getTag().isEmpty() && CoreSchema.of(text) == Tag.NULL) {
                throw new Refusal("key-not-text", at, "got null as a key, want text", "put it in quotes");
            }
        }
        String same = keys.putIfAbsent(text, text);
        return same == null ? text : same;
    }

    /** The node of a value. */
    ScalarNode value(ScalarEvent event, Place at) {
        return new ScalarNode(at, typed(event, at));
    }

    private @Nullable Object typed(ScalarEvent event, Place at) {
        String text = event.getValue();
        try {
            return switch (tag(event, at)) {
                case STR -> text;
                case NULL -> null;
                case BOOL -> bool(text, at);
                case INT -> whole(text, at);
                case FLOAT -> number(text, at);
            };
        } catch (NumberFormatException e) {
            throw new Refusal("wrong-type", at, "got \"" + text + "\" tagged as a number, want a number", "");
        }
    }

    private static Tag tag(ScalarEvent event, Place at) {
        if (event.getTag().isPresent()) {
            return given(event.getTag().get(), at);
        }
        return event.isPlain() ? CoreSchema.of(event.getValue()) : Tag.STR;
    }

    private static Tag given(String tag, Place at) {
        return switch (tag) {
            case "!", CORE_TAG + "str" -> Tag.STR;
            case CORE_TAG + "null" -> Tag.NULL;
            case CORE_TAG + "bool" -> Tag.BOOL;
            case CORE_TAG + "int" -> Tag.INT;
            case CORE_TAG + "float" -> Tag.FLOAT;
            default -> throw unknownTag(tag, at);
        };
    }

    static Refusal unknownTag(String tag, Place at) {
        return new Refusal(
                "unknown-tag",
                at,
                "got the tag " + tag + ", want none or one of the YAML 1.2 core schema",
                "remove the tag");
    }

    private static Boolean bool(String text, Place at) {
        return switch (text) {
            case "true", "True", "TRUE" -> true;
            case "false", "False", "FALSE" -> false;
            default -> throw new Refusal("wrong-type", at, "got \"" + text + "\", want true or false", "");
        };
    }

    private static Long whole(String text, Place at) {
        String digits = text.startsWith("0x") || text.startsWith("0o") ? text.substring(2) : text;
        int radix = text.startsWith("0x") ? 16 : text.startsWith("0o") ? 8 : 10;
        try {
            return Long.parseLong(digits, radix);
        } catch (NumberFormatException e) {
            String want = "got " + text + ", want a whole number of 64 bits";
            String code =
                    digits.matches(radix == 16 ? "[0-9a-fA-F]+" : "[-+]?[0-9]+") ? "number-too-large" : "wrong-type";
            throw new Refusal(code, at, want, "put it in quotes if it is text");
        }
    }

    private static Double number(String text, Place at) {
        double number = switch (text.toLowerCase(java.util.Locale.ROOT)) {
            case ".nan", ".inf", "+.inf", "-.inf" -> Double.NaN;
            default -> Double.parseDouble(text);
        };
        if (!Double.isFinite(number)) {
            throw new Refusal("number-too-large", at, "got " + text + ", want a finite number", "");
        }
        return number;
    }
}
