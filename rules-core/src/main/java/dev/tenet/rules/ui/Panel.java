package dev.tenet.rules.ui;

import java.time.Duration;

/**
 * A panel of the dashboard.
 *
 * @param id unique among the panels
 * @param title the heading
 * @param icon the name of an icon in the host's set
 * @param order panels are shown by ascending order
 * @param enabled whether the panel is shown
 * @param refreshInterval how often its data is asked for again, in whole seconds
 */
public record Panel(String id, String title, String icon, int order, boolean enabled, Duration refreshInterval) {}
