package dev.tenet.rules.ui;

import java.util.Optional;

/**
 * A column of a table.
 *
 * @param field the name of its value in each row
 * @param header the heading
 * @param width a CSS length such as {@code 120px}; empty when the page decides
 * @param sortable whether people may sort by it
 * @param colorCoded whether its value is shown in the colour that the theme has for it
 * @param format how the host writes the value, in the host's own words; empty when as it is
 */
public record Column(
        String field,
        String header,
        Optional<String> width,
        boolean sortable,
        boolean colorCoded,
        Optional<String> format) {}
