package dev.tenet.rules.sql;

import dev.tenet.rules.sql.Parameter.Shape;
import dev.tenet.rules.sql.TemplateException.Code;
import dev.tenet.rules.sql.internal.codec.Coercion;
import dev.tenet.rules.sql.internal.codec.Coercion.UnfitException;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The values of one call, each checked as it comes. Not thread-safe. */
class Bindings {
    /** Stands where a value must still be given. */
    private static final Object MISSING = new Object();

    private final TemplateGroup group;
    private Template template;
    private @Nullable Object[] values;

    Bindings(TemplateGroup group) {
        this.group = group;
        this.template = group.select(Optional.empty());
        this.values = group.initial();
    }

    /** What is bound before anything is given. */
    static @Nullable Object[] initial(List<Parameter> parameters) {
        @Nullable Object[] initial = new @Nullable Object[parameters.size()];
        for (int at = 0; at < initial.length; at++) {
            Parameter parameter = parameters.get(at);
            if (parameter.mustBeGiven()) {
                initial[at] = MISSING;
            } else if (parameter.defaultValue().isPresent()) {
                initial[at] = parameter.defaultValue().get();
            } else if (parameter.shape() == Shape.LIST) {
                initial[at] = List.of();
            }
        }
        return initial;
    }

    /** The same values, which change no more with these. */
    final Bindings copy() {
        Bindings copy = new Bindings(group);
        copy.template = template;
        copy.values = values.clone();
        return copy;
    }

    final void select(String key) {
        template = group.select(Optional.of(key));
    }

    final void set(String name, @Nullable Object value) {
        int position = template.position(name);
        Parameter parameter = template.parameter(position);
        values[position] = parameter.shape() == Shape.LIST ? list(parameter, value) : one(parameter, value);
    }

    final void setAll(Map<String, ? extends @Nullable Object> all) {
        all.forEach(this::set);
    }

    private @Nullable Object one(Parameter parameter, @Nullable Object value) {
        if (value != null) {
            return checked(parameter, value);
        } else if (parameter.required()) {
            throw new TemplateException(
                    Code.MISSING_PARAMETER,
                    template.name(),
                    parameter.name(),
                    "got NULL, want " + parameter.type().description() + "; the parameter is required");
        }
        return null;
    }

    private List<Object> list(Parameter parameter, @Nullable Object value) {
        Collection<?> given;
        if (value instanceof Collection<?> collection) {
            given = collection;
        } else if (value != null && value.getClass().isArray() && !(value instanceof byte[])) {
            given = new ArrayOf(value);
        } else {
            String found = value == null ? "NULL" : Template.shown(parameter, Coercion.describe(value));
            throw new TemplateException(
                    Code.WRONG_TYPE,
                    template.name(),
                    parameter.name(),
                    "got " + found + ", want a collection or an array; it may be empty");
        }
        if (given.size() > Template.MOST_ITEMS) {
            throw new TemplateException(
                    Code.VALUE_NOT_ALLOWED,
                    template.name(),
                    parameter.name(),
                    "got " + given.size() + " values, want at most " + Template.MOST_ITEMS
                            + "; load them into a table and join it");
        }
        List<Object> items = new ArrayList<>(given.size());
        for (Object item : given) {
            if (item == null) {
                throw new TemplateException(
                        Code.WRONG_TYPE,
                        template.name(),
                        parameter.name(),
                        "got NULL in the list, want " + parameter.type().description()
                                + "; with NULL in it, NOT IN is never true");
            }
            items.add(checked(parameter, item));
        }
        return items;
    }

    private Object checked(Parameter parameter, Object value) {
        Object coerced;
        try {
            coerced = Coercion.coerce(parameter.type(), value);
        } catch (UnfitException e) {
            throw new TemplateException(
                    Code.WRONG_TYPE,
                    template.name(),
                    parameter.name(),
                    "got " + Template.shown(parameter, e.found()) + ", want "
                            + parameter.type().description()
                            + (e.hint().isEmpty() ? "" : "; " + e.hint()));
        }
        if (!parameter.values().isEmpty() && !isAllowed(parameter, coerced)) {
            throw new TemplateException(
                    Code.VALUE_NOT_ALLOWED,
                    template.name(),
                    parameter.name(),
                    "got " + Template.shown(parameter, Coercion.describe(coerced)) + ", want one of "
                            + parameter.values());
        }
        return coerced;
    }

    private static boolean isAllowed(Parameter parameter, Object value) {
        if (value instanceof BigDecimal number) {
            return parameter.values().stream()
                    .anyMatch(it -> it instanceof BigDecimal one && one.compareTo(number) == 0);
        }
        return parameter.values().contains(value);
    }

    /** The template, whether or not its values are there. */
    final Template template() {
        return template;
    }

    /** The template, its values all there. */
    final Template complete() {
        check(values);
        return template;
    }

    /** The values with another in one place, all there; the caller's own. */
    @Nullable
    final Object[] with(int position, Object value) {
        @Nullable Object[] all = values.clone();
        all[position] = value;
        check(all);
        return all;
    }

    /** A key as the parameter that takes it has it. */
    final Object checkedKey(int position, @Nullable Object key) {
        Parameter parameter = template.parameter(position);
        if (key == null) {
            throw new TemplateException(
                    Code.WRONG_TYPE,
                    template.name(),
                    parameter.name(),
                    "got NULL among the keys, want " + parameter.type().description());
        }
        return checked(parameter, key);
    }

    private void check(@Nullable Object[] all) {
        for (int at = 0; at < all.length; at++) {
            if (all[at] == MISSING) {
                Parameter parameter = template.parameter(at);
                throw new TemplateException(
                        Code.MISSING_PARAMETER,
                        template.name(),
                        parameter.name(),
                        "got nothing, want " + parameter.type().description() + "; bind it, or give it a default");
            }
        }
        template.checkRows(all);
    }

    final @Nullable Object[] values() {
        return values;
    }

    /** Takes the values out and starts anew. */
    final @Nullable Object[] next() {
        complete();
        @Nullable Object[] taken = values;
        values = group.initial();
        return taken;
    }

    /** The elements of an array of any kind. */
    private static final class ArrayOf extends AbstractList<@Nullable Object> {
        private final Object array;

        ArrayOf(Object array) {
            this.array = array;
        }

        @Override
        public @Nullable Object get(int index) {
            return Array.get(array, index);
        }

        @Override
        public int size() {
            return Array.getLength(array);
        }
    }
}
