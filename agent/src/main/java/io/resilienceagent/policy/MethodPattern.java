package io.resilienceagent.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which methods a join point is made of: {@code com.acme.Client#placeOrder}, {@code com.acme.*Client#place*},
 * {@code com.acme.Client+#send(String,int,..)}, {@code @com.acme.Guarded}, {@code @com.acme.Guarded#place*}.
 *
 * @param className the class's full name, in which {@code *} stands for any characters; {@code *} if only the annotation counts
 * @param subtypes whether the implementations and subclasses of that class are meant as well (a {@code +} behind it)
 * @param annotation the full name of the annotation that the method itself must carry
 * @param method the method's name, in which {@code *} stands for any characters
 * @param parameters the first parameter types; empty if any parameters will do
 * @param openEnded whether more parameters may follow ({@code ..})
 * @param text the pattern as written
 */
public record MethodPattern(
        String className,
        boolean subtypes,
        Optional<String> annotation,
        String method,
        Optional<List<String>> parameters,
        boolean openEnded,
        String text) {
    private static final String EXAMPLE = "as com.acme.Client#placeOrder";

    /** Copies the parameters. */
    public MethodPattern {
        parameters = parameters.map(List::copyOf);
    }

    /** Reads a pattern; throws {@link MalformedText}, with the column, for anything else. */
    public static MethodPattern parse(String text) {
        TextCursor cursor = new TextCursor(text);
        Optional<String> annotation = Optional.empty();
        String className = "*";
        boolean subtypes = false;
        if (cursor.take("@")) {
            annotation = Optional.of(name(cursor, false, "the full name of an annotation after '@'"));
            if (cursor.atEnd()) {
                return new MethodPattern(className, false, annotation, "*", Optional.empty(), false, text);
            }
        } else {
            className = name(cursor, true, "the full name of a class, " + EXAMPLE);
            subtypes = cursor.take("+");
            if (className.replace("*", "").replace(".", "").isEmpty()) {
                throw new MalformedText(0, "found " + Words.quote(text), "a class", "this matches every class");
            }
        }
        if (!cursor.take("#")) {
            throw cursor.fail("'#' and a method, " + EXAMPLE, "");
        }
        if (cursor.peek() == '<') {
            throw cursor.fail("the name of a method", "constructors and initializers cannot be guarded");
        }
        String method = cursor.identifier(true);
        if (method.isEmpty()) {
            throw cursor.fail("the name of a method after '#'", "");
        }
        List<String> parameters = new ArrayList<>();
        boolean listed = cursor.take("(");
        boolean openEnded = listed && parameters(cursor, parameters);
        if (!cursor.atEnd()) {
            throw cursor.fail(listed ? "nothing after ')'" : "'(' or the end after the method", "");
        }
        return new MethodPattern(
                className,
                subtypes,
                annotation,
                method,
                listed ? Optional.of(parameters) : Optional.empty(),
                openEnded,
                text);
    }

    /**
     * Whether a class's own name is as the pattern says. With {@link #subtypes} or {@link #annotation} the name alone
     * does not decide: the caller asks for the supertypes' names, or for the annotation.
     */
    public boolean matchesClass(String dottedName) {
        return Glob.matches(className, dottedName);
    }

    /** Whether a method is as the pattern says; {@code String} matches a parameter {@code java.lang.String}. */
    public boolean matchesMethod(String name, List<String> dottedParameterTypes) {
        if (!Glob.matches(method, name)) {
            return false;
        }
        if (parameters.isEmpty()) {
            return true;
        }
        List<String> wanted = parameters.get();
        int given = dottedParameterTypes.size();
        if (given < wanted.size() || (given > wanted.size() && !openEnded)) {
            return false;
        }
        for (int i = 0; i < wanted.size(); i++) {
            if (!sameType(wanted.get(i), dottedParameterTypes.get(i))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether methods that the source does not show are meant too: the bodies of lambdas, what a compiler or a coverage tool adds.
     * They are where their name is written in full, or past a {@code $}: {@code lambda$later*} means some, {@code *} and
     * {@code later*} mean none.
     */
    public boolean meansSynthetic() {
        int star = method.indexOf('*');
        return star < 0 || method.lastIndexOf('$', star) >= 0;
    }

    /** Whether the class is one known name: no wildcard, no subtypes, no annotation. */
    public boolean exactClass() {
        return !subtypes && annotation.isEmpty() && className.indexOf('*') < 0;
    }

    @Override
    public String toString() {
        return text;
    }

    private static boolean sameType(String wanted, String type) {
        String dotted = type.replace('$', '.');
        String name = wanted.replace('$', '.');
        return Glob.matches(name, dotted) || Glob.matches("*.".concat(name), dotted);
    }

    private static String name(TextCursor cursor, boolean star, String expected) {
        String name = cursor.dottedName(star);
        if (name.isEmpty()) {
            throw cursor.fail(expected, "");
        }
        return name;
    }

    /** Reads {@code String,int[],..)} into the list; answers whether it ends in {@code ..}. */
    private static boolean parameters(TextCursor cursor, List<String> parameters) {
        cursor.skipSpaces();
        if (cursor.take(")")) {
            return false;
        }
        while (true) {
            cursor.skipSpaces();
            boolean open = cursor.take("..");
            if (!open) {
                StringBuilder type = new StringBuilder(name(cursor, true, "a parameter type, '..' or ')'"));
                while (cursor.take("[]")) {
                    type.append("[]");
                }
                parameters.add(type.toString());
            }
            cursor.skipSpaces();
            if (cursor.take(")")) {
                return open;
            }
            if (open) {
                throw cursor.fail("')' after '..'", "'..' stands for all parameters that follow");
            }
            if (!cursor.take(",")) {
                String hint = cursor.peek() == '<' ? "leave out the type arguments" : "";
                if (cursor.atEnd()) {
                    hint = "inside of [] or {} put the pattern into quotes: there a comma ends an unquoted text";
                }
                throw cursor.fail("',' or ')' in the parameter list", hint);
            }
        }
    }
}
