package dev.tenet.rules.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenet.rules.sql.Parameter.Shape;
import dev.tenet.rules.sql.TemplateText.Origin;
import dev.tenet.rules.sql.internal.codec.Codec;
import dev.tenet.rules.sql.internal.text.SqlText;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is made ready for JDBC is known by the place that it comes from. */
class TemplateTextProperties {
    private static final List<Parameter> PARAMETERS =
            List.of(parameter("one", Shape.ONE), parameter("list", Shape.LIST));

    private static Parameter parameter(String name, Shape shape) {
        return new Parameter(name, ValueType.STRING, shape, false, Optional.empty(), List.of(), false);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "SELECT",
                        "x",
                        "doc ? 'a'",
                        "doc ?| b",
                        "'it''s ? :one'",
                        "\"Ü😀?\"",
                        "-- ? :one\n",
                        "/* ?? */",
                        ":one",
                        "IN (:list)",
                        "NOT IN (:list)",
                        "IN ( :one )",
                        ":one IS NULL",
                        "LIMIT :one",
                        "(",
                        ")",
                        "a::text")
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join(" ", parts));
    }

    @Property
    void everyCharacterIsACopyOrStandsForAParameter(@ForAll("texts") String sql) {
        SqlText text = SqlText.of(sql, Dialect.POSTGRESQL);
        TemplateText ready = TemplateText.of(text, PARAMETERS, Codec.of(Dialect.POSTGRESQL));
        String sent = String.join("", ready.pieces());
        for (int at = 0; at < sent.length(); at++) {
            int offset = at;
            boolean copied = ready.origins().stream()
                    .filter(origin -> origin.offset() <= offset)
                    .reduce((before, last) -> last)
                    .map(Origin::copied)
                    .orElseThrow();
            String rest = sql.substring(Math.min(sql.length(), ready.source(at)));
            boolean doubled = copied && at > 0 && sent.startsWith("??", at - 1);
            if (copied && !doubled) {
                assertThat(rest).startsWith(sent.substring(at, at + 1));
            } else if (!copied) {
                assertThat(rest).matches("(?s)(:one|:list|IN |NOT IN ).*");
            }
        }
    }
}
