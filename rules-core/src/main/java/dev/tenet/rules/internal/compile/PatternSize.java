package dev.tenet.rules.internal.compile;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How large a regular expression becomes once its counted repetitions are written out, as RE2 does: {@code
 * ((a{1000}){1000}){1000}} would fill the memory. Never less than the truth, give or take what classes cost.
 */
final class PatternSize {

    static final long MOST = 10_000;

    private static final Pattern COUNT = Pattern.compile("\\{(\\d{1,9})(?:,(\\d{0,9}))?}");

    private final String pattern;
    private final Deque<Long> outer = new ArrayDeque<>();
    private long size;
    private long piece;

    private PatternSize(String pattern) {
        this.pattern = pattern;
    }

    static boolean isTooLarge(String pattern) {
        return new PatternSize(pattern).measure() > MOST;
    }

    private long measure() {
        Matcher count = COUNT.matcher(pattern);
        int at = 0;
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            if (c == '(') {
                outer.push(size);
                size = 0;
            } else if (c == ')' && !outer.isEmpty()) {
                add(outer.pop(), Math.max(1, size));
            } else if (c == '{' && count.region(at, pattern.length()).lookingAt()) {
                repeat(Math.max(times(count.group(1)), times(count.group(2))));
                at = count.end() - 1;
            } else {
                add(size, 1);
                at = c == '\\' ? at + 1 : c == '[' ? endOfClass(at) : at;
            }
            at++;
        }
        while (!outer.isEmpty()) {
            size += outer.pop();
        }
        return size;
    }

    private void add(long before, long added) {
        piece = added;
        size = Math.min(before + added, Integer.MAX_VALUE);
    }

    private void repeat(long times) {
        long whole = Math.min(piece * Math.max(1, times), Integer.MAX_VALUE);
        add(size - Math.min(piece, size), whole);
    }

    private static long times(@Nullable String digits) {
        return digits == null || digits.isEmpty() ? 0 : Long.parseLong(digits);
    }

    private int endOfClass(int open) {
        int at = open + 1;
        if (at < pattern.length() && pattern.charAt(at) == '^') {
            at++;
        }
        // A bracket that closes at once is a member of the class.
        if (at < pattern.length() && pattern.charAt(at) == ']') {
            at++;
        }
        while (at < pattern.length() && pattern.charAt(at) != ']') {
            at += pattern.charAt(at) == '\\' ? 2 : 1;
        }
        return at;
    }
}
