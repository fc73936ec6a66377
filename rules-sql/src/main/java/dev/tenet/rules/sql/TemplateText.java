package dev.tenet.rules.sql;

import dev.tenet.rules.sql.ParameterUse.Place;
import dev.tenet.rules.sql.internal.codec.Codec;
import dev.tenet.rules.sql.internal.text.SqlText;
import dev.tenet.rules.sql.internal.text.SqlToken;
import dev.tenet.rules.sql.internal.text.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * A text made ready for JDBC: what stands between its parameters, and what each of them is. Immutable.
 *
 * @param pieces the text around the slots, one more than there are slots
 * @param slots the uses of parameters, in their order
 * @param origins where the pieces come from, in their order
 */
record TemplateText(List<String> pieces, List<Slot> slots, List<Origin> origins) {

    /**
     * One use of a parameter.
     *
     * @param parameter its position among the parameters of the template
     * @param form what is written there
     */
    record Slot(int parameter, Form form) {}

    /**
     * Where a part of the pieces comes from, up to the next.
     *
     * @param offset where it begins in the pieces, written one after the other
     * @param source where that stands in the text
     * @param copied whether it is a copy; else it stands for what begins there
     */
    record Origin(int offset, int source, boolean copied) {}

    /** What is written for a parameter. */
    enum Form {
        /** A question mark. */
        VALUE,
        /** A question mark for a number of rows, which is neither NULL nor negative. */
        ROWS,
        /** A question mark for an array. */
        ARRAY,
        /** As many question marks as there are values, in brackets. */
        EXPANDED
    }

    TemplateText {
        pieces = List.copyOf(pieces);
        slots = List.copyOf(slots);
        origins = List.copyOf(origins);
    }

    static TemplateText of(SqlText text, List<Parameter> parameters, Codec codec) {
        List<String> names = parameters.stream().map(Parameter::name).toList();
        boolean arrays = text.dialect() == Dialect.POSTGRESQL;
        List<Integer> ends = new ArrayList<>();
        List<Slot> slots = new ArrayList<>();
        List<Origin> origins = new ArrayList<>();
        StringBuilder out = new StringBuilder();
        int at = 0;
        for (ParameterUse use : ParameterUse.in(text)) {
            Parameter parameter = parameters.get(names.indexOf(use.name()));
            boolean list = parameter.shape() == Parameter.Shape.LIST;
            boolean in = use.place() == Place.IN || use.place() == Place.NOT_IN;
            int start = in && !list ? parameterOf(text, use).start() : use.start();
            int end = in && !list ? parameterOf(text, use).end() : use.end();
            copy(text, at, start, out, origins);
            origins.add(new Origin(out.length(), start, false));
            String after = "";
            Form form = use.place() == Place.ROWS ? Form.ROWS : Form.VALUE;
            if (list && in && arrays) {
                out.append(use.place() == Place.IN ? "= ANY(" : "<> ALL(");
                after = ")";
                form = Form.ARRAY;
            } else if (list && in) {
                out.append(use.place() == Place.IN ? "IN " : "NOT IN ");
                form = Form.EXPANDED;
            } else if (list) {
                form = Form.ARRAY;
            } else if (use.place() == Place.NULL_TEST) {
                out.append("CAST(");
                after = " AS " + codec.castType(parameter.type()) + ')';
            }
            out.append(form == Form.EXPANDED ? "" : "?");
            ends.add(out.length());
            slots.add(new Slot(names.indexOf(use.name()), form));
            out.append(after);
            at = end;
        }
        copy(text, at, text.text().length(), out, origins);
        ends.add(out.length());
        List<String> pieces = new ArrayList<>();
        for (int piece = 0; piece < ends.size(); piece++) {
            pieces.add(out.substring(piece == 0 ? 0 : ends.get(piece - 1), ends.get(piece)));
        }
        return new TemplateText(pieces, slots, origins);
    }

    /** The parameter itself of a use that is more: the brackets around one value stay. */
    private static SqlToken parameterOf(SqlText text, ParameterUse use) {
        return text.tokens().stream()
                .filter(token -> token.kind() == Kind.PARAMETER && token.start() >= use.start())
                .findFirst()
                .orElseThrow();
    }

    /** Copies a part of the text; PostgreSQL's operators with a question mark are doubled for its driver. */
    private static void copy(SqlText text, int from, int to, StringBuilder out, List<Origin> origins) {
        origins.add(new Origin(out.length(), from, true));
        if (text.dialect() != Dialect.POSTGRESQL || text.text().indexOf('?', from) < 0) {
            out.append(text.text(), from, to);
            return;
        }
        for (SqlToken token : text.tokens()) {
            int start = Math.max(from, token.start());
            int end = Math.min(to, token.end());
            if (start < end) {
                String part = text.text().substring(start, end);
                origins.add(new Origin(out.length(), start, true));
                out.append(token.kind() == Kind.SYMBOL && part.equals("?") ? "??" : part);
            }
        }
    }

    /** Where a character of the pieces, written one after the other, stands in the text; or what it stands for. */
    int source(int offset) {
        Origin last = origins.get(0);
        for (Origin origin : origins) {
            last = origin.offset() <= offset ? origin : last;
        }
        return last.copied() ? last.source() + offset - last.offset() : last.source();
    }

    /** Whether it is the same text for all values. */
    boolean isFixed() {
        return slots.stream().noneMatch(slot -> slot.form() == Form.EXPANDED);
    }
}
