package dev.tenet.rules.internal.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;

/** The tags of plain scalars, held against the patterns of SnakeYAML Engine. */
class CoreSchemaProperties {
    private static final CoreScalarResolver PATTERNS = new CoreScalarResolver(false);

    @Property(tries = 20_000)
    void a_plain_scalar_has_the_tag_that_the_patterns_give(@ForAll("scalars") String plain) {
        String tag = PATTERNS.resolve(plain, true).getValue();
        assertThat(CoreSchema.of(plain).name().toLowerCase(Locale.ROOT))
                .as("\"%s\"", plain)
                .isEqualTo(tag.substring(Scalars.CORE_TAG.length()));
    }

    @Provide
    Arbitrary<String> scalars() {
        Arbitrary<String> pieces = Arbitraries.of(
                "+", "-", ".", "0", "7", "8", "9", "12", "o", "x", "e", "E", "f", "F", "a", "g", "~", "null", "Null",
                "NULL", "true", "True", "TRUE", "false", "False", "FALSE", "inf", "Inf", "INF", "nan", "NaN", "NAN",
                "n", "T", "_", ":", "\u0663", "\uFF11", "\uFF46");
        return Arbitraries.oneOf(
                pieces.list().ofMaxSize(5).map(list -> String.join("", list)),
                // No plain scalar begins with a space, for which the patterns have an answer all the same.
                Arbitraries.strings().ofMaxLength(4).filter(text -> !text.startsWith(" ")));
    }
}
