package dev.tenet.rules.internal.source;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.keyword.AbstractKeyword;
import com.networknt.schema.keyword.BaseKeywordValidator;
import com.networknt.schema.keyword.KeywordValidator;
import com.networknt.schema.path.NodePath;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * The keywords {@code const} and {@code enum} of JSON Schema draft-07, sections 6.1.2 and 6.1.3. They replace those of
 * the validator, which print their constants for a message that Tenet words by itself: printing a JSON value makes a
 * Jackson mapper, and that alone takes as long as checking thousands of rules.
 */
final class ConstantKeyword extends AbstractKeyword {
    /** A value is one of the items of a list. */
    static final ConstantKeyword ENUM = new ConstantKeyword("enum");

    /** A value is a constant. */
    static final ConstantKeyword CONST = new ConstantKeyword("const");

    private ConstantKeyword(String name) {
        super(name);
    }

    @Override
    public KeywordValidator newValidator(
            SchemaLocation location, JsonNode wanted, Schema parent, SchemaContext context) {
        boolean several = getValue().equals("enum") && wanted.isArray();
        List<JsonNode> constants = several ? List.copyOf(wanted.values()) : List.of(wanted);
        return new OneOf(this, constants, location, wanted, parent, context);
    }

    private static final class OneOf extends BaseKeywordValidator {
        private final List<JsonNode> constants;

        OneOf(
                ConstantKeyword keyword,
                List<JsonNode> constants,
                SchemaLocation location,
                JsonNode wanted,
                Schema parent,
                SchemaContext context) {
            super(keyword, wanted, location, parent, context);
            this.constants = constants;
        }

        @Override
        public void validate(ExecutionContext execution, JsonNode got, JsonNode root, NodePath at) {
            for (JsonNode constant : constants) {
                if (constant.equals(ConstantKeyword::compare, got)) {
                    return;
                }
            }
            execution.addError(error().instanceNode(got)
                    .instanceLocation(at)
                    .evaluationPath(execution.getEvaluationPath())
                    .locale(execution.getExecutionConfig().getLocale())
                    .build());
        }
    }

    /** Zero for equal scalars; numbers are equal when their values are, however they are written. */
    private static int compare(JsonNode left, JsonNode right) {
        if (left.isNumber() && right.isNumber()) {
            return left.decimalValue().compareTo(right.decimalValue());
        }
        return left.equals(right) ? 0 : 1;
    }
}
