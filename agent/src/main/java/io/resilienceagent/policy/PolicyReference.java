package io.resilienceagent.policy;

import java.util.Map;

/** The reference documentation of the policy, made from the model. */
public final class PolicyReference {
    private static final String HEAD = """
            # Policy reference

            Generated from the agent's model of the policy; do not edit. `policies/resilience-policy.schema.json` is
            the same for editors.

            A policy is YAML 1.2, so JSON too: one document of at most 1 MiB. Unknown keys, wrong types, missing parts
            and values out of range are errors, and all of them are reported together. An absent key is not a zero.

            ## Values

            | value | written as |
            | --- | --- |
            | time | a whole number and a unit: `250ms`, `5s`, `2m`, `1h`, `1d` |
            | percent | a number from 0 (never) to 100 (always), without a sign |
            | class | its full name, `com.acme.OrderRejected`; a nested one `com.acme.Client$Rejected` |
            | method pattern | `com.acme.Client#placeOrder`; `(String,int,..)` picks an overload, `*` stands for any \
            characters of a name (a method that the source does not show, as the body of a lambda, is meant only where \
            its name is written in full or past a `$`: `lambda$later*`), `+` behind the class means its subtypes too, \
            `@com.acme.Guarded` methods with that annotation, `@com.acme.Guarded#place*` those of that name |
            | path | `arg0`, `arg1`, ..., `this`, `return` or `exception`, then `.member`, `.method()`, `['key']` or \
            `[0]`: `arg1.instrument.symbol`, `arg0['X-Signature']`. A member is a record component, getter, \
            no-argument method or field |
            | bound name | a name under `bind` of the same join point |
            | condition | a path or bound name, one of `==` `!=` `<` `<=` `>` `>=`, and a constant: \
            `return.retCode != 0`, `side == SELL` |
            | constant | a number, `true`, `false`, `null`, a word, or `'any text'` in quotes of its own |

            Files and packs under `include` are read first. What the including file says wins over them, key by key;
            a list, and `deny`, is replaced as a whole.
            """;

    private final StringBuilder out = new StringBuilder(HEAD);

    private PolicyReference() {}

    /** The reference as Markdown, the same for the same model. */
    public static String markdown() {
        PolicyReference reference = new PolicyReference();
        RecordShape policy = RecordShape.of(Policy.class);
        reference.section("## policy", policy);
        reference.parts(policy);
        return reference.out.toString();
    }

    private void parts(Shape around) {
        for (Shape part : around.parts()) {
            if (part instanceof GuardShape guards) {
                guards(guards);
            } else if (part instanceof RecordShape section) {
                section("## " + section.name(), section);
                parts(section);
            } else {
                parts(part);
            }
        }
    }

    private void guards(GuardShape guards) {
        out.append("\n## guards\n\nAn item of the list is a guard's name, or the name and its settings:");
        out.append(" `- safe_mode`, `- circuit_breaker: {failures: 5}`. Each guard stands once for a join point.\n\n");
        out.append("Every guard may have these keys beside its own:\n");
        table(GuardShape.common());
        for (Shape part : guards.parts()) {
            RecordShape kind = (RecordShape) part;
            section("### " + kind.name(), kind);
        }
    }

    private void section(String heading, RecordShape shape) {
        SectionTerms section = shape.section();
        out.append('\n').append(heading).append("\n\n").append(section.doc());
        if (!section.exactlyOneOf().isEmpty()) {
            out.append(" Exactly one of `")
                    .append(String.join("`, `", section.exactlyOneOf()))
                    .append("`.");
        }
        if (!section.atLeastOneOf().isEmpty()) {
            out.append(" At least one of `")
                    .append(String.join("`, `", section.atLeastOneOf()))
                    .append("`.");
        }
        out.append('\n');
        table(shape.fields());
    }

    private void table(Map<String, Field> fields) {
        out.append("\n| key | type | default | meaning |\n| --- | --- | --- | --- |\n");
        fields.forEach((name, field) -> {
            KeyTerms key = field.key();
            String unset = key.unset().isEmpty() ? "" : "`" + key.unset() + "`";
            String meaning = key.doc() + (key.needs().isEmpty() ? "" : "; needs `" + key.needs() + "`");
            out.append("| `").append(name).append("` | ").append(words(field)).append(" | ");
            out.append(field.required() ? "required" : unset)
                    .append(" | ")
                    .append(meaning)
                    .append(" |\n");
        });
    }

    private static String words(Field field) {
        boolean number =
                field.shape() instanceof ScalarShape && field.shape().words().endsWith("number");
        return field.shape().words() + (number ? ScalarShapes.range(field.key(), "") : "");
    }
}
