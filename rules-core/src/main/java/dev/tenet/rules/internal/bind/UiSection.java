package dev.tenet.rules.internal.bind;

import dev.tenet.rules.spi.MapReader;
import dev.tenet.rules.spi.Node;
import dev.tenet.rules.spi.Place;
import dev.tenet.rules.spi.RuleSection;
import dev.tenet.rules.spi.Sections;
import dev.tenet.rules.ui.Column;
import dev.tenet.rules.ui.Panel;
import dev.tenet.rules.ui.Table;
import dev.tenet.rules.ui.Theme;
import dev.tenet.rules.ui.UiConfig;
import java.net.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Types the section {@code ui}. */
public final class UiSection implements RuleSection<UiConfig> {
    private static final Pattern COLOR = Pattern.compile("#([0-9a-fA-F]{3}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})");
    private static final Pattern WIDTH = Pattern.compile("[0-9]+(\\.[0-9]+)?(px|em|rem|ch|fr|%)");

    @Override
    public String name() {
        return "ui";
    }

    @Override
    public Class<UiConfig> type() {
        return UiConfig.class;
    }

    @Override
    public Set<String> keys() {
        return Set.of("theme", "dashboard_panels", "table_configs");
    }

    @Override
    public URL schema() {
        return Schemas.of("ui");
    }

    @Override
    public UiConfig bind(MapReader in, Sections others) {
        Theme theme = in.optionalMap("theme", "a theme").map(UiSection::theme).orElse(new Theme(Map.of()));
        List<Panel> panels = panels(in.optionalMaps("dashboard_panels", "a dashboard panel"));
        Map<String, Table> tables = new LinkedHashMap<>();
        in.optionalMap("table_configs", "the table configurations")
                .ifPresent(named ->
                        named.named("a table").forEach((name, table) -> tables.put(name, table(table, theme))));
        return new UiConfig(theme, panels, tables);
    }

    private static Theme theme(MapReader in) {
        Map<String, Map<String, String>> groups = new LinkedHashMap<>();
        in.map("colors", "the colours of a theme")
                .named("a group of colours")
                .forEach((name, group) -> groups.put(name, group.values(value -> color(value, in))));
        return new Theme(groups);
    }

    private static String color(Node value, MapReader in) {
        return Formats.matching(value, COLOR, "a colour such as \"#28a745\"", in.problems());
    }

    private static List<Panel> panels(List<MapReader> readers) {
        Map<String, Place> ids = new HashMap<>();
        Map<Integer, Place> orders = new HashMap<>();
        List<Panel> panels = new ArrayList<>(readers.size());
        for (MapReader in : readers) {
            Panel panel = panel(in);
            panels.add(panel);
            Place id = valuePlace(in, "id");
            Place sameId = ids.putIfAbsent(panel.id(), id);
            if (sameId != null && !panel.id().isEmpty()) {
                in.problems()
                        .error(
                                "duplicate-id",
                                id,
                                "two panels have the id \"" + panel.id() + "\"",
                                "give each its own",
                                Places.related(sameId, "the first is here"));
            }
            Place order = valuePlace(in, "order");
            Place sameOrder = in.has("order") ? orders.putIfAbsent(panel.order(), order) : null;
            if (sameOrder != null) {
                in.problems()
                        .warning(
                                "duplicate-order",
                                order,
                                "two panels have the order " + panel.order() + ", so their place in the file decides",
                                "give each its own",
                                Places.related(sameOrder, "the first is here"));
            }
        }
        panels.sort(Comparator.comparingInt(Panel::order));
        return panels;
    }

    private static Panel panel(MapReader in) {
        return new Panel(
                in.text("id"),
                in.text("title"),
                in.text("icon"),
                (int) in.integer("order", 0, 10_000),
                in.flag("enabled", true),
                Duration.ofSeconds(in.integer("refresh_interval", 1, 86_400)));
    }

    private static Table table(MapReader in, Theme theme) {
        List<MapReader> readers = in.maps("columns", "a column");
        in.value("columns").ifPresent(list -> Lists.requireItems(list, 1, in.problems()));
        List<Column> columns = readers.stream().map(UiSection::column).toList();
        readers.forEach(column -> reportNoColors(column, theme));
        MapReader sort = in.map("default_sort", "a default sort");
        Table.Sort defaultSort = new Table.Sort(sort.text("field"), sort.oneOf("order", Table.Order.class));
        reportUnknownSort(sort, defaultSort.field(), columns, in);
        return new Table(
                columns,
                defaultSort,
                (int) in.integer("page_size", 1, 10_000),
                in.flag("enable_search", false),
                in.flag("enable_filters", false));
    }

    private static Column column(MapReader in) {
        Optional<String> width = in.value("width")
                .map(value -> Formats.matching(value, WIDTH, "a width such as \"120px\" or \"20%\"", in.problems()));
        return new Column(
                in.text("field"),
                in.text("header"),
                width,
                in.flag("sortable", false),
                in.flag("color_coded", false),
                in.optionalText("format"));
    }

    private static void reportNoColors(MapReader column, Theme theme) {
        String field = column.text("field");
        Set<String> groups = theme.colors().keySet();
        if (column.flag("color_coded", false) && !field.isEmpty() && !groups.contains(field)) {
            column.problems()
                    .warning(
                            "unknown-color-group",
                            valuePlace(column, "color_coded"),
                            "the column is colour coded, but theme.colors has no group \"" + field + '"',
                            Names.didYouMean(field, groups, "groups of colours"));
        }
    }

    private static void reportUnknownSort(MapReader sort, String field, List<Column> columns, MapReader table) {
        List<String> fields = columns.stream().map(Column::field).toList();
        if (!field.isEmpty() && !columns.isEmpty() && !fields.contains(field)) {
            sort.problems()
                    .warning(
                            "unknown-field",
                            valuePlace(sort, "field"),
                            "the table is sorted by \"" + field + "\", which is not one of its columns",
                            Names.didYouMean(field, fields, "columns"),
                            Places.related(table.keyPlace("columns"), "the columns stand here"));
        }
    }

    private static Place valuePlace(MapReader in, String key) {
        return in.value(key).map(Node::place).orElseGet(in::place);
    }
}
