package dev.tenet.rules.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenet.rules.Layer;
import dev.tenet.rules.Problem;
import dev.tenet.rules.RuleSet;
import dev.tenet.rules.RuleSetException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers as YAML 1.1 had them. */
class TypeHintsTest {
    private static List<Problem> problems(String minutes) {
        String target = "{target_minutes: " + minutes + ", warning_percent: 80, critical_percent: 100}";
        try {
            return RuleSet.loader()
                    .layer(Layer.of("text", "sla_targets: {default: " + target + "}"))
                    .load()
                    .problems();
        } catch (RuleSetException refused) {
            return refused.problems();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1_000, 1000",
        "+1_000, 1000",
        "1_000.5, 1000.5",
        "-1_0, -10",
        "0_12, 12",
        "0b101, 5",
        "0B1_0, 2",
        "-0b11, -3",
        "0X1f, 31",
        "0x1_f, 31",
        "-0x10, -16",
        "0O17, 15"
    })
    void aNumberOfYaml11IsGivenInDigits(String written, String digits) {
        assertThat(problems(written))
                .extracting(Problem::summary)
                .containsExactly("text:1:41: error[wrong-type]: got the text \"" + written + "\", want a number; write "
                        + digits + ": YAML 1.2 takes this form of a number for text");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"30\"', remove the quotes",
        "30m, write the number without a unit",
        "0b12, write the number without a unit",
        "0x, write the number without a unit",
        "__1, ''",
        "half, ''"
    })
    void whatIsNoNumberOfYaml11HasTheHintThatFits(String written, String hint) {
        assertThat(problems(written)).extracting(Problem::hint).containsExactly(hint);
    }

    @Test
    void aLongRowOfDigitsTakesNoTime() {
        assertThat(problems("0x_" + "f".repeat(1_000_000)))
                .extracting(Problem::hint)
                .containsExactly("write the number without a unit");
    }

    @ParameterizedTest
    @CsvSource({"012, 12, 10", "+017, 17, 15", "0010, 10, 8"})
    void aLeadingZeroIsWarnedOfForItMeantOctal(String written, String decimal, String octal) {
        assertThat(problems(written))
                .extracting(Problem::summary)
                .containsExactly("text:1:41: warning[leading-zero]: got " + written + ", which is the number "
                        + decimal + " in YAML 1.2 and was " + octal + " in YAML 1.1; write " + decimal + " or 0o"
                        + Integer.toOctalString(Integer.parseInt(octal)) + ", or put it in quotes if it is text");
    }

    @Test
    void aLeadingZeroThatChangesNoValueIsWarnedOfForItMayBeText() {
        assertThat(problems("089"))
                .extracting(Problem::summary)
                .containsExactly("text:1:41: warning[leading-zero]: got 089, which is the number 89 in YAML 1.2;"
                        + " write 89, or put it in quotes if it is text");
        assertThat(problems("007")).extracting(Problem::hint).first().asString().startsWith("write 7, or ");
        assertThat(problems("-012")).extracting(Problem::hint).first().asString().startsWith("write -12, or ");
    }

    @ParameterizedTest
    @CsvSource({"1e3", "0.5", "0x1F", "0o17", "10", "1.0"})
    void numbersOfYaml12AreTakenInSilence(String written) {
        assertThat(problems(written)).isEmpty();
    }

    @Test
    void zeroAndQuotedDigitsAndKeysAreNotMeant() {
        assertThat(RuleSet.loader()
                        .layer(Layer.of("text", "things: {007: [0, +0, \"012\", !!str 012, 0.12]}"))
                        .load()
                        .problems())
                .extracting(Problem::code)
                .containsExactly("untyped-section");
    }
}
