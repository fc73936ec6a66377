package dev.tenet.rules;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spoils the files of a configuration: bytes, lines, tokens and values. The same seed spoils in the same way. */
final class ConfigurationMutator {
    /** What means something to YAML, or to a reader that trusts its input. */
    private static final List<String> TOKENS = List.of(
            ":",
            ": ",
            " :",
            "-",
            "- ",
            "?",
            "? ",
            "[",
            "]",
            "{",
            "}",
            ",",
            "#",
            " #",
            "&a ",
            "*a",
            "&",
            "*",
            "!",
            "!!str ",
            "!!int ",
            "!!binary ",
            "!!float ",
            "!<x> ",
            "|",
            ">",
            "|-\n",
            ">+2\n",
            "'",
            "\"",
            "%",
            "@",
            "`",
            "<<: ",
            "---",
            "...",
            "---\n",
            "%YAML 1.1\n",
            "\t",
            "\n",
            "\r",
            "\r\n",
            "\n\n",
            " ",
            "    ",
            "\\",
            "\0",
            "\u0085",
            "\u2028",
            "\uFEFF",
            "\u00A0",
            "\uD83D\uDE00",
            "\u202E",
            "\u0007",
            "\u00E9",
            "$",
            "${",
            "}",
            "$${",
            "~",
            "=");

    private static final List<String> VALUES = List.of(
            "null",
            "~",
            "",
            "\"\"",
            "''",
            "[]",
            "{}",
            "[[]]",
            "[{}]",
            "{a: b}",
            "{\"\": 1}",
            "[null]",
            "- x",
            "true",
            "FALSE",
            "yes",
            "0",
            "-0",
            "-1",
            "1",
            "2",
            "100",
            "101",
            "65535",
            "65536",
            "1.0",
            "1.5",
            "-0.0",
            "0.1",
            "1e3",
            "1e309",
            "1e-400",
            ".nan",
            ".inf",
            "-.inf",
            "2147483648",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "0x7fffffffffffffff",
            "0o777",
            "0b1",
            "1_000",
            "12:30:45",
            "2026-01-01",
            "2026-02-30",
            "2026-01-01T00:00:00Z",
            "2026-01-01T25:00:00+99:99",
            "+1000000000-01-01T00:00:00Z",
            "\"25:99\"",
            "UTC",
            "Asia/Nowhere",
            "\"\\x00\"",
            "\"\\uD800\"",
            "\"\\U0010FFFF\"",
            "\"\\U00110000\"",
            "\"\\q\"",
            "'it''s'",
            "\"a\\\n   b\"",
            "|\n      x\n     y",
            ">-\n      x",
            "&a [1]",
            "*a",
            "&a [*a]",
            "!!int x",
            "!!float x",
            "!!null x",
            "!!bool x",
            "!!str 1",
            "!!binary AAAA",
            "!!java.net.URL x",
            "! 5",
            "<<",
            "? x",
            "[a, b",
            "{a: b",
            "\"abc",
            "'abc",
            "#28a745",
            "\"#28a745\"",
            "@x",
            "`x`",
            "%x",
            "(a*)*b",
            "\"(((((\"",
            "\"[\"",
            "TRUE",
            "\"TRUE AND\"",
            "\"1 = 1\"",
            "\"1 / 0 = 1\"",
            "\"NOT NOT NOT urgent\"",
            "\"priority > 'a'\"",
            "\"matches(task_type, '(')\"",
            "\"${\"",
            "\"${a}\"",
            "\"${steps.x.y}\"",
            "\"SELECT 1\"",
            "\"SELECT :a\"",
            "\"SELECT ':a\"",
            "\"DROP TABLE tasks\"",
            "a".repeat(20_000),
            '"' + "(".repeat(9_000) + '"',
            '"' + "NOT ".repeat(3_000) + "TRUE\"",
            "[".repeat(60) + "]".repeat(60),
            "[".repeat(600) + "]".repeat(600),
            "[".repeat(5_000),
            "{a: ".repeat(400),
            "\n" + "- ".repeat(3_000) + "x");

    private static final Pattern VALUE = Pattern.compile("(?m)^(\\s*(?:- )?[\\w\"' ]+: )(.+)$");
    private static final Pattern KEY = Pattern.compile("(?m)^\\s*(?:- )?([\\w]+):");

    private final List<String> names;
    private final Map<String, byte[]> sound;
    private final List<String> keys = new ArrayList<>();

    ConfigurationMutator(Map<String, byte[]> sound) {
        this.sound = sound;
        this.names = List.copyOf(sound.keySet());
        for (byte[] bytes : sound.values()) {
            Matcher key = KEY.matcher(text(bytes));
            while (key.find()) {
                keys.add(key.group(1));
            }
        }
    }

    /** The files that differ from the sound ones. */
    Map<String, byte[]> mutant(Random random) {
        Map<String, byte[]> changed = new TreeMap<>();
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            String name = names.get(random.nextInt(names.size()));
            byte[] before = changed.getOrDefault(name, sound.getOrDefault(name, new byte[0]));
            changed.put(name, change(before, random));
        }
        return changed;
    }

    private byte[] change(byte[] bytes, Random random) {
        return switch (random.nextInt(13)) {
            case 0 -> flip(bytes, random);
            case 1 -> overwrite(bytes, random);
            case 2 -> insert(bytes, TOKENS, random);
            case 3 -> insert(bytes, VALUES, random);
            case 4 ->
                text(bytes)
                        .substring(0, random.nextInt(text(bytes).length() + 1))
                        .getBytes(StandardCharsets.UTF_8);
            case 5 -> lines(bytes, lines -> removed(lines, random));
            case 6 -> lines(bytes, lines -> repeated(lines, random));
            case 7 -> lines(bytes, lines -> swapped(lines, random));
            case 8 -> lines(bytes, lines -> indented(lines, random));
            case 9 -> lines(bytes, lines -> spliced(lines, random));
            case 10 -> replace(bytes, KEY, 1, keys, random);
            default -> replace(bytes, VALUE, 2, VALUES, random);
        };
    }

    private static byte[] flip(byte[] bytes, Random random) {
        byte[] flipped = bytes.clone();
        if (flipped.length > 0) {
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    private static byte[] overwrite(byte[] bytes, Random random) {
        byte[] noise = new byte[Math.min(bytes.length, 1 + random.nextInt(6))];
        random.nextBytes(noise);
        byte[] overwritten = bytes.clone();
        System.arraycopy(noise, 0, overwritten, random.nextInt(bytes.length - noise.length + 1), noise.length);
        return overwritten;
    }

    private static byte[] insert(byte[] bytes, List<String> what, Random random) {
        StringBuilder text = new StringBuilder(text(bytes));
        text.insert(random.nextInt(text.length() + 1), any(what, random));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Puts something else where one of the matches of a pattern is. */
    private static byte[] replace(byte[] bytes, Pattern pattern, int group, List<String> what, Random random) {
        String text = text(bytes);
        List<Integer> starts = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            starts.add(matcher.start());
        }
        if (starts.isEmpty() || !matcher.find(starts.get(random.nextInt(starts.size())))) {
            return bytes;
        }
        String changed =
                text.substring(0, matcher.start(group)) + any(what, random) + text.substring(matcher.end(group));
        return changed.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] lines(byte[] bytes, UnaryOperator<List<String>> change) {
        List<String> lines = new ArrayList<>(List.of(text(bytes).split("\n", -1)));
        return String.join("\n", change.apply(lines)).getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> removed(List<String> lines, Random random) {
        int from = random.nextInt(lines.size());
        lines.subList(from, Math.min(lines.size(), from + 1 + random.nextInt(3)))
                .clear();
        return lines;
    }

    private static List<String> repeated(List<String> lines, Random random) {
        int from = random.nextInt(lines.size());
        List<String> some = List.copyOf(lines.subList(from, Math.min(lines.size(), from + 1 + random.nextInt(8))));
        lines.addAll(random.nextInt(lines.size() + 1), some);
        return lines;
    }

    private static List<String> swapped(List<String> lines, Random random) {
        Collections.swap(lines, random.nextInt(lines.size()), random.nextInt(lines.size()));
        return lines;
    }

    private static List<String> indented(List<String> lines, Random random) {
        lines.replaceAll(line -> random.nextInt(20) > 0
                ? line
                : random.nextBoolean() ? " ".repeat(random.nextInt(5)) + line : line.replaceFirst("^ {1,3}", ""));
        return lines;
    }

    private List<String> spliced(List<String> lines, Random random) {
        String other = names.get(random.nextInt(names.size()));
        List<String> donor =
                List.of(text(sound.getOrDefault(other, new byte[0])).split("\n", -1));
        int from = random.nextInt(donor.size());
        int until = Math.min(donor.size(), from + 1 + random.nextInt(30));
        lines.addAll(random.nextInt(lines.size() + 1), donor.subList(from, until));
        return lines;
    }

    private static String any(List<String> what, Random random) {
        return what.get(random.nextInt(what.size()));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
