package io.resilienceagent.policy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The shapes of single values, by the type of the component that holds them. */
final class ScalarShapes {
    private ScalarShapes() {}

    /** The shape of a type, within the bounds of its key. */
    static ScalarShape of(Class<?> type, KeyTerms key) {
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return whole(type == int.class || type == Integer.class, key);
        }
        if (type == boolean.class || type == Boolean.class) {
            return new ScalarShape("true or false", "true or false", "false", typed("boolean"), ScalarShapes::truth);
        }
        if (type == String.class) {
            return text(key.form());
        }
        if (type == Duration.class) {
            return time(key);
        }
        if (type == BigDecimal.class) {
            return decimal(key);
        }
        if (type == Percent.class) {
            return percent();
        }
        if (type.isEnum()) {
            return constant(type);
        }
        return syntax(type);
    }

    private static ScalarShape whole(boolean isInt, KeyTerms key) {
        long min = Math.max(key.min(), isInt ? Integer.MIN_VALUE : Long.MIN_VALUE);
        long max = Math.min(key.max(), isInt ? Integer.MAX_VALUE : Long.MAX_VALUE);
        String expected = "a whole number" + range(key, "");
        return new ScalarShape(
                "whole number",
                expected,
                key.min() > 0 ? Long.toString(key.min()) : "0",
                ranged("integer", key),
                scalar -> {
                    Optional<Long> number =
                            scalar.type() == Node.Type.NUMBER ? Numbers.whole(scalar.text()) : Optional.empty();
                    if (number.isEmpty() || number.get() < min || number.get() > max) {
                        return null;
                    }
                    return isInt ? (Object) Math.toIntExact(number.get()) : (Object) number.get();
                });
    }

    private static ScalarShape decimal(KeyTerms key) {
        String example = key.min() > 0 ? Long.toString(key.min()) : "0";
        return new ScalarShape("number", "a number" + range(key, ""), example, ranged("number", key), scalar -> {
            BigDecimal number = number(scalar);
            return number == null || !between(number, key.min(), key.max()) ? null : number;
        });
    }

    private static ScalarShape percent() {
        Map<String, Object> schema = typed("number");
        schema.put("minimum", 0);
        schema.put("maximum", 100);
        return new ScalarShape("percent", "a percent from 0 to 100", "0", schema, scalar -> {
            if (scalar.text().endsWith("%")) {
                throw new MalformedText(0, scalar.found(), "a percent from 0 to 100", "leave out the '%'");
            }
            if (scalar.type() != Node.Type.NUMBER) {
                return null;
            }
            try {
                // One that is too long or too large to be meant is none.
                return Numbers.isWhole(scalar.text())
                                || Numbers.parse(scalar.text()).isPresent()
                        ? new Percent(scalar.text())
                        : null;
            } catch (IllegalArgumentException outOfRange) {
                return null;
            }
        });
    }

    private static ScalarShape time(KeyTerms key) {
        // A time of zero is mostly a slip; where it means something the key says so by a least value of its own.
        long min = key.min() == Long.MIN_VALUE ? 1 : key.min();
        Map<String, Object> schema = typed("string");
        schema.put("pattern", Times.REGEX);
        String bounds = ", at least " + Times.text(min);
        return new ScalarShape("time", Times.EXPECTED, Times.text(Math.max(min, 1000)), schema, scalar -> {
            if (scalar.type() == Node.Type.NULL) {
                return null;
            }
            Duration time = Times.parse(scalar.text());
            if (time.toMillis() < min) {
                throw new MalformedText(0, "found " + Words.quote(scalar.text()), "a time" + bounds, "");
            }
            return time;
        });
    }

    private static ScalarShape text(Form form) {
        Map<String, Object> schema = typed("string");
        schema.put("maxLength", form.longest());
        schema.put("pattern", form.regex());
        return new ScalarShape(form.type(), form.expected(), form.example(), schema, scalar -> {
            boolean good = scalar.type() == Node.Type.TEXT && form.matches(scalar.text());
            return good ? scalar.text() : null;
        });
    }

    private static ScalarShape constant(Class<?> type) {
        Map<String, Object> byName = new LinkedHashMap<>();
        for (Object constant : type.getEnumConstants()) {
            byName.put(((Enum<?>) constant).name().toLowerCase(Locale.ROOT), constant);
        }
        List<String> names = new ArrayList<>(byName.keySet());
        // YAML 1.1 made a boolean of 'off'; 1.2 does not, so the bare word is the text that it looks like.
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "string");
        schema.put("enum", names);
        String expected = "one of " + Words.list(names);
        return new ScalarShape("`" + String.join("`, `", names) + "`", expected, names.get(0), schema, scalar -> {
            Object constant = byName.get(scalar.text());
            if (constant == null && scalar.type() == Node.Type.TEXT) {
                throw new MalformedText(0, scalar.found(), expected, Words.didYouMean(scalar.text(), names));
            }
            return constant;
        });
    }

    private static ScalarShape syntax(Class<?> type) {
        if (type == MethodPattern.class) {
            return parsed("method pattern", "methods, as com.acme.Client#placeOrder", "a.B#c", MethodPattern::parse);
        }
        if (type == BindPath.class) {
            return parsed("path", "a path, as arg0.symbol", "this", BindPath::parse);
        }
        if (type == Condition.class) {
            return parsed("condition", "a condition, as return.retCode != 0", "this == null", Condition::parse);
        }
        if (type == LiveCondition.class) {
            return parsed("live condition", "a condition, as state == FATAL", "errors > 0", LiveCondition::parse);
        }
        if (type == Argument.class) {
            return constantOr("bound name or constant", "a bound name or a constant", Argument::parse);
        }
        if (type == Answer.class) {
            return constantOr("constant or word", "a constant, previous or last_good", Answer::parse);
        }
        throw new IllegalArgumentException("no shape for " + type);
    }

    private static ScalarShape parsed(String words, String expected, String example, Function<String, Object> parse) {
        Map<String, Object> schema = typed("string");
        schema.put("minLength", 1);
        return new ScalarShape(words, expected, example, schema, scalar -> {
            return scalar.type() == Node.Type.TEXT ? parse.apply(scalar.text()) : null;
        });
    }

    /** A scalar of any type: YAML's null, booleans and numbers are constants as they stand. */
    private static ScalarShape constantOr(String words, String expected, Function<String, Object> parse) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", List.of("string", "number", "boolean", "null"));
        return new ScalarShape(words, expected, "null", schema, scalar -> {
            return switch (scalar.type()) {
                // An empty value is a forgotten one; null is written out.
                case NULL -> scalar.text().isEmpty() ? null : parse.apply("null");
                case BOOLEAN -> parse.apply(scalar.text().toLowerCase(Locale.ROOT));
                case NUMBER, TEXT -> parse.apply(scalar.text());
            };
        });
    }

    private static Object truth(Node.Scalar scalar) {
        return scalar.type() == Node.Type.BOOLEAN ? (Object) scalar.text().equalsIgnoreCase("true") : null;
    }

    private static BigDecimal number(Node.Scalar scalar) {
        Optional<BigDecimal> number =
                scalar.type() == Node.Type.NUMBER ? Numbers.parse(scalar.text()) : Optional.empty();
        return number.orElse(null);
    }

    private static boolean between(BigDecimal number, long min, long max) {
        return number.compareTo(BigDecimal.valueOf(min)) >= 0 && number.compareTo(BigDecimal.valueOf(max)) <= 0;
    }

    /** " from 1 to 10", " of at least 1" or nothing. */
    static String range(KeyTerms key, String unit) {
        boolean below = key.min() != Long.MIN_VALUE;
        boolean above = key.max() != Long.MAX_VALUE;
        if (below && above) {
            return key.min() == key.max() ? " " + key.min() : " from " + key.min() + " to " + key.max() + unit;
        }
        return below ? " of at least " + key.min() + unit : above ? " of at most " + key.max() + unit : "";
    }

    private static Map<String, Object> typed(String type) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", type);
        return schema;
    }

    private static Map<String, Object> ranged(String type, KeyTerms key) {
        Map<String, Object> schema = typed(type);
        if (key.min() != Long.MIN_VALUE) {
            schema.put("minimum", key.min());
        }
        if (key.max() != Long.MAX_VALUE) {
            schema.put("maximum", key.max());
        }
        return schema;
    }
}
