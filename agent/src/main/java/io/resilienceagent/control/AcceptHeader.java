package io.resilienceagent.control;

import java.util.List;
import java.util.Locale;

/**
 * Which text of the metrics a client would rather have, by its header {@code Accept}. Whoever asks for neither gets the older one, which
 * everybody reads. A range that is none is passed over: a scrape is worth more than a reproach.
 */
final class AcceptHeader {
    private static final String OPENMETRICS = "openmetrics";
    private static final String PROMETHEUS = "prometheus";
    private static final double NOT_ASKED = -1;

    private AcceptHeader() {}

    /** The argument {@code format} of the command {@code metrics}. */
    static String format(List<String> values) {
        double open = NOT_ASKED;
        double plain = NOT_ASKED;
        for (String value : values) {
            for (String range : value.toLowerCase(Locale.ROOT).split(",", -1)) {
                String[] parts = range.split(";", -1);
                String type = parts[0].strip();
                String version = parameter(parts, "version", "");
                double quality = quality(parameter(parts, "q", "1"));
                if (type.equals("application/openmetrics-text") && (version.isEmpty() || version.equals("1.0.0"))) {
                    open = Math.max(open, quality);
                } else if (type.equals("text/plain") || type.equals("text/*") || type.equals("*/*")) {
                    plain = Math.max(plain, quality);
                }
            }
        }
        return open > 0 && open >= plain ? OPENMETRICS : PROMETHEUS;
    }

    private static String parameter(String[] parts, String name, String unset) {
        for (int i = 1; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            if (equals > 0 && parts[i].substring(0, equals).strip().equals(name)) {
                return parts[i].substring(equals + 1).strip().replace("\"", "");
            }
        }
        return unset;
    }

    private static double quality(String text) {
        try {
            double quality = Double.parseDouble(text);
            return quality >= 0 && quality <= 1 ? quality : NOT_ASKED;
        } catch (NumberFormatException none) {
            return NOT_ASKED;
        }
    }
}
