package io.resilienceagent.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The small grammars: method patterns, paths, conditions, constants. */
class SyntaxTest {
    @ParameterizedTest
    @CsvSource({
        "com.acme.Client#place,            com.acme.Client,   true",
        "com.acme.Client#place,            com.acme.Client2,  false",
        "com.acme.*Client#place,           com.acme.x.MyClient, true",
        "com.acme.*Client*#place,          com.acme.ClientServer, true",
        "*Client#place,                    Client,            true",
        "com.acme.Outer$Inner#x,           com.acme.Outer$Inner, true",
        "@com.acme.Guarded,                any.Thing,         true",
    })
    void patternsMatchClasses(String pattern, String name, boolean matches) {
        assertEquals(matches, MethodPattern.parse(pattern).matchesClass(name));
    }

    @ParameterizedTest
    @CsvSource({
        "a.B#place,               place,   int;int,                    true",
        "a.B#place*,              placeOrder, '',                      true",
        "a.B#place,               placeOrder, '',                      false",
        "a.B#place(),             place,   '',                         true",
        "a.B#place(),             place,   int,                        false",
        "a.B#place(..),           place,   int;int,                    true",
        "'a.B#place(String,int)', place,   java.lang.String;int,       true",
        "'a.B#place(String,int)', place,   my.XString;int,             false",
        "'a.B#place(String,int)', place,   java.lang.String;int;int,   false",
        "'a.B#place(String, ..)', place,   java.lang.String;int;int,   true",
        "'a.B#place(String, ..)', place,   java.lang.String,           true",
        "'a.B#place(int[][])',    place,   int[][],                    true",
        "'a.B#place(Map.Entry)',  place,   java.util.Map$Entry,        true",
        "'a.B#place(*,int)',      place,   long[];int,                 true",
        "@a.Guarded#p*,           place,   int,                        true",
    })
    void patternsMatchMethods(String pattern, String name, String parameters, boolean matches) {
        List<String> types = parameters.isEmpty() ? List.of() : List.of(parameters.split(";", -1));
        assertEquals(matches, MethodPattern.parse(pattern).matchesMethod(name, types));
    }

    @ParameterizedTest
    @CsvSource({
        "a.B#*, false",
        "a.B#later*, false",
        "a.B#*$0, false",
        "a.B#lambda$*, true",
        "a.B#access$000, true",
        "a.B#made, true"
    })
    void whatTheSourceDoesNotShowIsMeantByName(String pattern, boolean meant) {
        assertEquals(meant, MethodPattern.parse(pattern).meansSynthetic());
    }

    @Test
    void aPatternKnowsItsParts() {
        MethodPattern pattern = MethodPattern.parse("com.acme.Client+#send(String,..)");
        assertTrue(pattern.subtypes() && pattern.openEnded());
        assertFalse(pattern.exactClass());
        assertEquals(Optional.of(List.of("String")), pattern.parameters());
        assertTrue(MethodPattern.parse("com.acme.Client#*").exactClass());
        MethodPattern annotated = MethodPattern.parse("@com.acme.Guarded");
        assertEquals(Optional.of("com.acme.Guarded"), annotated.annotation());
        assertFalse(annotated.exactClass());
        assertEquals("*", annotated.method());
    }

    @Test
    void aHostilePatternMatchesInTime() {
        MethodPattern pattern = MethodPattern.parse("a" + "*a".repeat(300) + "b#c");
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> assertFalse(pattern.matchesClass("a".repeat(100_000))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "arg0 | ARG | 0 | []",
                "arg12.a.b() | ARG | 12 | [MEMBER a, METHOD b]",
                "this.account | THIS | -1 | [MEMBER account]",
                "return['X-Signature'][3] | RETURN | -1 | [KEY X-Signature, INDEX 3]",
                "return[\"it's\"]['it''s'] | RETURN | -1 | [KEY it's, KEY it's]",
                "exception.retryAfter | EXCEPTION | -1 | [MEMBER retryAfter]",
                "symbol | ITEM | -1 | [MEMBER symbol]",
                "argument.x | ITEM | -1 | [MEMBER argument, MEMBER x]",
            })
    void pathsHaveARootAndSteps(String text, BindPath.Root root, int arg, String steps) {
        BindPath path = BindPath.parse(text);
        assertEquals(root, path.root());
        assertEquals(arg, path.arg());
        assertEquals(
                steps,
                path.steps().stream()
                        .map(step -> step.type() + " " + (step.index() < 0 ? step.name() : "" + step.index()))
                        .toList()
                        .toString());
        assertEquals(text, path.text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | 0",
                ". | 0",
                "arg0. | 5",
                "arg0..a | 5",
                "arg0[ | 5",
                "arg0['x | 7",
                "arg0[x] | 5",
                "arg0 a | 4",
                "a b | 1",
                "arg0[99999] | 10",
                "1a | 0"
            })
    void badPathsAreToldWithTheirColumn(String text, int column) {
        assertEquals(
                column,
                assertThrows(MalformedText.class, () -> BindPath.parse(text)).column());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "return.isOk == false | return.isOk | EQUAL | BOOLEAN | false",
                "return.retCode != 0 | return.retCode | NOT_EQUAL | NUMBER | 0",
                "exception.status>=500 | exception.status | AT_LEAST | NUMBER | 500",
                "quantity < -1.5e3 | quantity | LESS | NUMBER | -1.5e3",
                "side == SELL | side | EQUAL | TEXT | SELL",
                "account == 'a b''c' | account | EQUAL | TEXT | a b'c",
                "return == null | return | EQUAL | NULL | null",
            })
    void conditionsCompareAPathWithAConstant(
            String text, String path, Condition.Operator operator, Literal.Type type, String constant) {
        Condition condition = Condition.parse(text);
        assertEquals(path, condition.path().text());
        assertEquals(operator, condition.operator());
        assertEquals(new Literal(type, constant), condition.literal());
    }

    @Test
    void constantsAreBounded() {
        assertEquals(new BigDecimal("0.1"), Literal.parse("0.1").value());
        for (String text : List.of("1e999999999", "1e99999999999999", "-1e-2147483648", "9".repeat(50))) {
            assertThrows(MalformedText.class, () -> Literal.parse(text), text);
        }
        assertEquals(Optional.of(BigDecimal.ZERO), Numbers.parse("0e999"));
    }

    @Test
    void wordsArePlainTextButForTheReservedOnes() {
        assertEquals(Answer.Source.PREVIOUS, Answer.parse("previous").source());
        assertEquals(
                "previous", Answer.parse("'previous'").literal().orElseThrow().value());
        assertEquals(Optional.of("symbol"), Argument.parse("symbol").name());
        assertEquals(
                "symbol", Argument.parse("'symbol'").literal().orElseThrow().value());
        assertEquals(true, Argument.parse("true").literal().orElseThrow().value());
    }
}
