package dev.tenet.rules.sql;

import dev.tenet.rules.spi.Problems;
import dev.tenet.rules.sql.Scope.Meaning;
import dev.tenet.rules.sql.internal.text.Comparison;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Compares the declared types of parameters with what the database says. PostgreSQL refuses by itself what does not go
 * together, and tells the type of what was left to it; for the others the columns beside the parameters tell.
 */
final class ParameterChecks {
    private static final Set<String> MOMENTS = Set.of("timestamp", "timestamptz");
    private static final Set<String> DOCUMENTS = Set.of("json", "jsonb", "text", "varchar", "bpchar");

    /** Types whose values compare with each other. */
    private enum Family {
        NUMBERS,
        TIMES,
        TEXTS,
        BYTES;

        static Family of(ValueType type) {
            return switch (type) {
                case INTEGER, NUMBER, DECIMAL, BOOLEAN -> NUMBERS;
                case TIMESTAMP, DATE -> TIMES;
                case STRING, JSON, UUID -> TEXTS;
                case BYTES -> BYTES;
            };
        }
    }

    private final Template template;
    private final SqlSource source;
    private final Problems problems;

    ParameterChecks(Template template, SqlSource source, Problems problems) {
        this.template = template;
        this.source = source;
        this.problems = problems;
    }

    /** Checks what PostgreSQL was to find out by itself: moments and JSON are bound without a type. */
    void checkInferred(PreparedStatement statement) throws SQLException {
        ParameterMetaData types = statement.getParameterMetaData();
        List<Parameter> uses = template.uses();
        for (int at = 0; at < uses.size(); at++) {
            Parameter parameter = uses.get(at);
            if (parameter.type() == ValueType.TIMESTAMP || parameter.type() == ValueType.JSON) {
                String inferred = types.getParameterTypeName(at + 1).toLowerCase(Locale.ROOT);
                inferred(parameter, inferred.startsWith("_") ? inferred.substring(1) : inferred);
            }
        }
    }

    private void inferred(Parameter parameter, String type) {
        boolean moment = parameter.type() == ValueType.TIMESTAMP;
        if (moment && type.equals("date")) {
            problems.warning(
                    "type-clash",
                    source.parameter(parameter.name()),
                    "the parameter \"" + parameter.name()
                            + "\" is a timestamp beside a date, so its time of day is lost",
                    "declare it as date");
        } else if (!(moment ? MOMENTS : DOCUMENTS).contains(type)) {
            problems.error(
                    "type-clash",
                    source.parameter(parameter.name()),
                    "the parameter \"" + parameter.name() + "\" is declared as " + parameter.typeName()
                            + ", and the database takes " + type + " for it",
                    moment && type.equals("text")
                            ? "write CAST(:" + parameter.name() + " AS timestamptz) if there is no column beside it"
                            : "declare it with the type of its column");
        }
    }

    /** Checks each parameter against the column that it is compared with or assigned to, where that is certain. */
    void checkBeside(Scope scope) {
        for (Comparison comparison : Comparison.in(source.text())) {
            Optional<Meaning> meaning = comparison.parameter().flatMap(name -> scope.meaning(comparison));
            if (meaning.isPresent() && meaning.get().definition().type().isPresent()) {
                Parameter parameter = template.parameter(
                        template.position(comparison.parameter().orElseThrow()));
                beside(
                        parameter,
                        meaning.get(),
                        meaning.get().definition().type().get(),
                        comparison.offset());
            }
        }
    }

    private void beside(Parameter parameter, Meaning column, ValueType type, int offset) {
        Family given = Family.of(parameter.type());
        Family wanted = Family.of(type);
        // SQLite turns text into numbers and back beside a column, and keeps times and UUIDs in text.
        boolean converts = template.codec().dialect() == Dialect.SQLITE
                && (type == ValueType.STRING
                        || parameter.type() == ValueType.STRING
                        || given != Family.NUMBERS && wanted != Family.NUMBERS);
        if (given != wanted && !converts) {
            problems.warning(
                    "type-clash",
                    source.at(offset),
                    "the parameter \"" + parameter.name() + "\" is declared as " + parameter.typeName()
                            + ", the column " + column.table() + '.' + column.column() + " is " + type.yamlName(),
                    "declare it with the type of its column");
        }
    }
}
