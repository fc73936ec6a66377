package dev.tenet.rules.internal.source;

import dev.tenet.rules.spi.Node;
import dev.tenet.rules.spi.Problems;

/**
 * Warns of whole numbers such as {@code 012}: YAML 1.1 took them for octal, the YAML 1.2 core schema takes them for
 * decimal, and their author may have meant text, such as a postal code.
 */
final class LeadingZero {
    private LeadingZero() {}

    /** Looks at a whole number that was written without quotes and without a tag. */
    static void report(Node number, String written, Problems problems) {
        int start = written.charAt(0) == '-' || written.charAt(0) == '+' ? 1 : 0;
        boolean radix = written.startsWith("0x") || written.startsWith("0o");
        if (radix || written.length() < start + 2 || written.charAt(start) != '0') {
            return;
        }
        boolean octal = written.chars().skip(start).allMatch(c -> c <= '7');
        String older = octal ? String.valueOf(Long.parseLong(written, 8)) : number.toString();
        String what = older.equals(number.toString()) ? "" : " and was " + older + " in YAML 1.1";
        String instead = what.isEmpty() || written.startsWith("-") ? "" : " or 0o" + number;
        problems.warning(
                "leading-zero",
                number.place(),
                "got " + written + ", which is the number " + number + " in YAML 1.2" + what,
                "write " + number + instead + ", or put it in quotes if it is text");
    }
}
