package io.resilienceagent.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One wrong thing at a time, and what is said of it. */
class PolicyProblemsTest {
    private static final String HEAD = "version: 1\nbot: b\n";

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mode: shadwo | 3:7: mode: found the text 'shadwo'; expected one of enforce, shadow, off; did you mean 'shadow'?",
                "mode: [off] | 3:7: mode: found a list; expected one of enforce, shadow, off",
                "moed: off | 3:1: moed: unknown key; expected one of version, bot, include, mode, state, shared_data, grace, loops, state_machine, systemd, incidents, chaos, admin, join_points, guards; did you mean 'mode'?",
                "grace: 30 | 3:8: grace: found '30'; expected a time such as 250ms, 5s, 2m, 1h or 1d; a time needs a unit: did you mean '30s'?",
                "grace: 1.5s | 3:8: grace: found '1.5s'; expected a time such as 250ms, 5s, 2m, 1h or 1d; times are whole numbers: write 1500ms, not 1.5s",
                "grace: -5s | 3:8: grace: found '-5s'; expected a time such as 250ms, 5s, 2m, 1h or 1d",
                "grace: 9999d | 3:8: grace: found '9999d'; expected at most 3650d",
                "grace: 999999999999999999999d | 3:8: grace: found '999999999999999999999d'; expected a time such as 250ms, 5s, 2m, 1h or 1d",
                "grace: | 3:7: grace: found nothing; expected a time such as 250ms, 5s, 2m, 1h or 1d",
                "state: 7 | 3:8: state: found the number 7; expected a text of one line; put it into quotes if it is meant as text",
                "state: '  ' | 3:8: state: found the text '  '; expected a text of one line",
                "include: x.yaml | 3:10: include: found the text 'x.yaml'; expected a list of: text",
                "<<: {} | 3:1: ['<<']: unknown key; expected one of version, bot, include, mode, state, shared_data, grace, loops, state_machine, systemd, incidents, chaos, admin, join_points, guards; YAML 1.2 has no merge keys: use include",
                "join_points: [] | 3:14: join_points: found an empty list; expected a mapping of names to: [join_point](#join_point)",
            })
    void tellsWhatIsWrongAtTheTop(String line, String problem) {
        assertProblem(HEAD + line + "\n", problem);
    }

    /** One sentence, where each key would else be unknown in a line of its own. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{type: cpu_bound_loop, target: tick, duration: 30, percent: 5, seed: 7} | type, target, duration, percent, seed",
                "{version: 1, scenarios: [{type: exch_429}], baseline: 10s} | scenarios, baseline",
            })
    void aFileThatIsAnExperimentIsToldWhereItBelongs(String file, String found) {
        assertProblem(
                file + "\n",
                "1:1: found " + found
                        + ": this looks like an experiment or a drill; expected a policy, with version, bot and"
                        + " join_points; an experiment is given to: resilience chaos inject BOT TYPE, or to POST"
                        + " /admin/chaos/inject; the policy only allows it, with chaos: {enabled: true}");
    }

    @Test
    void aPolicyWithAKeyOfAnExperimentIsAPolicy() {
        String problems = problems(HEAD + "type: cpu_bound_loop\n");
        assertTrue(problems.startsWith("policy.yaml:3:1: type: unknown key; "), problems);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "version: 2, bot: b | 1:11: version: found the number 2; expected a whole number 1",
                "version: '1', bot: b | 1:11: version: found the text '1'; expected a whole number 1; remove the quotes",
                "version: 1.5, bot: b | 1:11: version: found the number 1.5; expected a whole number 1",
                "version: 1 | 1:1: found no 'bot'; expected the key bot: the bot's name: it names the state directory, metrics, unit and alerts",
                "version: 1, bot: a/b | 1:19: bot: found the text 'a/b'; expected a name of 1 to 64 letters, digits, '.', '_' or '-'",
                "version: 1, bot: .. | 1:19: bot: found the text '..'; expected a name of 1 to 64 letters, digits, '.', '_' or '-'",
                "version: 1, bot: 7 | 1:19: bot: found the number 7; expected a name of 1 to 64 letters, digits, '.', '_' or '-'; put it into quotes if it is meant as text",
                "version: 1, bot: b, bot: c | 1:22: found the key 'bot' twice; expected each key once; the first one is in line 1; remove one of them",
                "version: 1, bot: !!str b | 1:19: found the tag 'tag:yaml.org,2002:str'; expected no tags; remove it: a policy has plain values only",
                "version: 1, bot: b, [x]: 1 | 1:22: found a list; expected a name as key",
            })
    void tellsWhatIsWrongWithTheHead(String entries, String problem) {
        assertProblem("{" + entries + "}\n", problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "on: a.B | 4:10: join_points.p.on: found the end of 'a.B'; expected '#' and a method, as com.acme.Client#placeOrder",
                "on: a.#c | 4:9: join_points.p.on: found '#c' in 'a.#c'; expected a name after the '.'",
                "on: a.B#<init> | 4:11: join_points.p.on: found '<init>' in 'a.B#<init>'; expected the name of a method; constructors and initializers cannot be guarded",
                "on: '*#c' | 4:8: join_points.p.on: found '*#c'; expected a class; this matches every class",
                "on: 'a.B#c(List<T>)' | 4:18: join_points.p.on: found '<T>)' in 'a.B#c(List<T>)'; expected ',' or ')' in the parameter list; leave out the type arguments",
                "on: [] | 4:7: join_points.p.on: found 0 entries; expected at least 1",
                "kind: query | 4:2: join_points.p: found no 'on'; expected the key on: the methods, as `com.acme.Client#placeOrder`; one or a list",
                "on: a.B#c, bind: {x: arg} | 4:24: join_points.p.bind.x: found the path 'arg'; expected a path that starts with arg0, arg1, ... or this",
                "on: a.B#c, bind: {x: return.y} | 4:24: join_points.p.bind.x: found the path 'return.y'; expected a path that starts with arg0, arg1, ... or this",
                "on: a.B#c, bind: {order_id: exception.y} | 4:31: join_points.p.bind.order_id: found the path 'exception.y'; expected a path that starts with return, arg0, arg1, ... or this",
                "on: a.B#c, bind: {arg0: arg0} | 4:21: join_points.p.bind.arg0: found the name 'arg0'; expected a name of letters, digits or '_' that is no root of a path",
                "on: a.B#c, bind: {x: arg0.y(1)} | 4:31: join_points.p.bind.x: found '1)' in 'arg0.y(1)'; expected ')': a path calls only methods without arguments",
                "on: a.B#c, bind: {x: arg300} | 4:30: join_points.p.bind.x: found the end of 'arg300'; expected an argument from arg0 to arg254, not arg300",
                "on: a.B#c, failure_when: return.x = 1 | 4:37: join_points.p.failure_when: found '= 1' in 'return.x = 1'; expected one of == != < <= > >= after the path; write == to compare",
                "on: a.B#c, failure_when: return.x < abc | 4:39: join_points.p.failure_when: found 'abc' after <; expected a number; only numbers have an order; compare the rest with == or !=",
                "on: a.B#c, failure_when: [return == 1, nope == 1] | 4:42: join_points.p.failure_when[1]: 'nope' is not bound by p; expected one of (none)",
                "on: a.B#c, deny: {} | 4:20: join_points.p.deny: found none of them; expected exactly one of throw, return",
                "on: a.B#c, deny: {throw: a.B, return: 1} | 4:20: join_points.p.deny: found 2 of them; expected exactly one of throw, return",
                "on: a.B#c, deny: {throw: 'not a class'} | 4:28: join_points.p.deny.throw: found the text 'not a class'; expected the full name of a class, as com.acme.OrderRejected",
                "on: a.B#c, deny: {return: last_good} | 4:29: join_points.p.deny.return: found 'last_good'; expected a constant or previous; last_good belongs to the guard fallback",
                "on: a.B#c, kind: order, deny: {return: previous} | 4:42: join_points.p.deny.return: found 'previous' on an order; expected throw, or a constant; a denied order must not look accepted; for duplicates there is idempotency's duplicate: return_previous",
                "on: a.B#c, rejected_by: [a.B] | 4:14: join_points.p.rejected_by: found it on the kind any; expected kind: order; only orders have it; remove it or say the kind",
                "on: a.B#c, kind: ordr, rejected_by: [a.B] | 4:20: join_points.p.kind: found the text 'ordr'; expected one of order, cancel, query, handler, loop, transport, any; did you mean 'order'?",
                "on: a.B#c, observe: {} | 4:23: join_points.p.observe: found none of them; expected at least one of positions, open_orders, orders, price",
                "on: a.B#c, observe: {price: exception} | 4:31: join_points.p.observe.price: found the path 'exception'; expected a path that starts with return, arg0, arg1, ... or this",
                "on: a.B#c, observe: {price: return, symbol: return.s} | 4:47: join_points.p.observe.symbol: found the path 'return.s'; expected a path that starts with arg0, arg1, ... or this",
                "on: a.B#c, observe: {orders: return, item: {id: return.id}} | 4:51: join_points.p.observe.item.id: found the path 'return.id'; expected a path that starts with a member of the listed order",
                "on: a.B#c, kind: order, lookup: {call: this.x} | 4:27: join_points.p.lookup: no join point observes orders; expected observe: {orders: return} at the join point that the lookup calls; without it an answer cannot be read",
                "on: a.B#c, kind: order, observe: {orders: return}, lookup: {call: this} | 4:69: join_points.p.lookup.call: found the path 'this'; expected a path that ends with a method, as this.exchange.recentOrders",
                "on: a.B#c, kind: order, observe: {orders: return}, lookup: {call: this.x, args: [1, sym]} | 4:87: join_points.p.lookup.args[1]: 'sym' is not bound by p; expected one of (none)",
                "on: a.B#c, late: yes | 4:20: join_points.p.late: found the text 'yes'; expected true or false",
            })
    void tellsWhatIsWrongWithAJoinPoint(String entries, String problem) {
        // The entries start in column 3 of line 4.
        assertProblem(HEAD + "join_points: {p:\n {" + entries + "}}\n", problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "circuit_braker | 4:5: guards.p[0]: unknown guard 'circuit_braker'; expected one of safe_mode, circuit_breaker, idempotency, inventory, limits, rate_limit, bulkhead, retry, timeout, fallback; did you mean 'circuit_breaker'?",
                "circuit_breaker: {failurs: 3} | 4:23: guards.p[0].circuit_breaker.failurs: unknown key; expected one of failures, within, open_for, per, failure_rate, slow_call, slow_rate, min_calls, probe_timeout, ignore, mode, on_guard_error; did you mean 'failures'?",
                "circuit_breaker: {failures: 0} | 4:33: guards.p[0].circuit_breaker.failures: found the number 0; expected a whole number from 1 to 10000",
                "circuit_breaker: {failures: 99999999999999999999} | 4:33: guards.p[0].circuit_breaker.failures: found the number 99999999999999999999; expected a whole number from 1 to 10000",
                "circuit_breaker: {failures: 1e999999999} | 4:33: guards.p[0].circuit_breaker.failures: found the number 1e999999999; expected a whole number from 1 to 10000",
                "circuit_breaker: {per: symbl} | 4:28: guards.p[0].circuit_breaker.per: 'symbl' is not bound by p; expected one of symbol, side, quantity, order_id; did you mean 'symbol'?",
                "circuit_breaker: {failure_rate: 101} | 4:37: guards.p[0].circuit_breaker.failure_rate: found the number 101; expected a percent from 0 to 100",
                "circuit_breaker: {failure_rate: 5%} | 4:37: guards.p[0].circuit_breaker.failure_rate: found the text '5%'; expected a percent from 0 to 100; leave out the '%'",
                "circuit_breaker: {slow_rate: 50} | 4:23: guards.p[0].circuit_breaker.slow_rate: found no 'slow_call' beside it; expected both or neither",
                "circuit_breaker: {within: 0s} | 4:31: guards.p[0].circuit_breaker.within: found '0s'; expected a time, at least 1ms",
                "circuit_breaker: {mode: on} | 4:29: guards.p[0].circuit_breaker.mode: found the text 'on'; expected one of enforce, shadow, off",
                "circuit_breaker: {on_guard_error: shut} | 4:39: guards.p[0].circuit_breaker.on_guard_error: found the text 'shut'; expected one of open, closed",
                "circuit_breaker: | 4:21: guards.p[0].circuit_breaker: found nothing; expected its settings; to have its defaults write only '- circuit_breaker'",
                "circuit_breaker: 3 | 4:22: guards.p[0].circuit_breaker: found the number 3; expected a mapping with failures, within, open_for, per, failure_rate, slow_call, slow_rate, min_calls, probe_timeout, ignore",
                "{retry: {}, timeout: 5s} | 4:5: guards.p[0]: found 2 keys: 'retry', 'timeout'; expected one guard for each item of the list; indent the settings further than the guard's name, or write {name: {...}}",
                "timeout | 4:5: guards.p[0]: found no 'after'; expected the key after: how long a call may take",
                "timeout: 5 | 4:14: guards.p[0].timeout.after: found '5'; expected a time such as 250ms, 5s, 2m, 1h or 1d; a time needs a unit: did you mean '5s'?",
                "idempotency: {key: []} | 4:24: guards.p[0].idempotency.key: found 0 entries; expected at least 1",
                "limits: {} | 4:13: guards.p[0].limits: found none of them; expected at least one of max_quantity, max_notional, max_quantity_per_day, max_notional_per_day, price_band, quantity_decimals, price_decimals",
                "limits: {max_notional: 5} | 4:13: guards.p[0].limits: p does not bind 'price'; expected price: PATH in join_points.p.bind; the guard reads it",
                "rate_limit: {calls: 1, within: 1s, weight: -1} | 4:48: guards.p[0].rate_limit.weight: found the number -1; expected a bound name or a number of at least 0",
                "retry | 4:5: guards.p[0]: found retry on an order; expected retry on other kinds only; an order that was not answered may have been executed; remove it",
                "safe_mode: {reduce_only: order_id == 7} | 4:30: guards.p[0].safe_mode.reduce_only: 'order_id' is read from return.orderId; expected what is known before the call",
                "safe_mode: {reduce_only: return == 7} | 4:30: guards.p[0].safe_mode.reduce_only: found a condition on return; expected what is known before the call",
                "fallback: {return: last_good} | 4:15: guards.p[0].fallback: found none of them; expected at least one of on, when",
                "fallback: {on: CIRCUIT_OPN, return: 1} | 4:20: guards.p[0].fallback.on: unknown denial code 'CIRCUIT_OPN'; expected a class, or one of SAFE_MODE, STOP_FILE, CIRCUIT_OPEN, DUPLICATE_ORDER, ORDER_UNKNOWN, SKIP_NO_POSITION, SKIP_INSUFFICIENT_POSITION, STALE_POSITION, LIMIT_EXCEEDED, RATE_LIMITED, RETRIES_EXHAUSTED, TIMED_OUT, BULKHEAD_FULL, COALESCED; did you mean 'CIRCUIT_OPEN'?",
                "fallback: {on: a.B, return: previous} | 4:33: guards.p[0].fallback.return: found 'previous'; expected a constant or last_good; write last_good",
                "bulkhead: {max: 2}\\n  - bulkhead: {max: 3} | 5:5: guards.p[1].bulkhead: found bulkhead twice; expected each guard once for a join point; the first one is in line 4; remove one of them",
            })
    void tellsWhatIsWrongWithAGuard(String item, String problem) {
        String text =
                "guards:\n  p:\n  - " + item.replace("\\n", "\n") + "\njoin_points:\n  p: {on: a.B#c, kind: order,"
                        + " bind: {symbol: arg0, side: arg1, quantity: arg2, order_id: return.orderId}}\n"
                        + "version: 1\nbot: b\n";
        String shifted =
                problem.replaceFirst("^4:", "3:").replaceFirst("^5:", "4:").replace("in line 4", "in line 3");
        String all = problems(text);
        assertTrue(all.lines().anyMatch(("policy.yaml:" + shifted)::equals), all);
    }

    @Test
    void guardsNeedAJoinPointOfTheirName() {
        assertProblem(
                HEAD + "guards: {p: [retry]}\n",
                "3:10: guards.p: there is no join point 'p'; expected one of (none); declare it under join_points");
        assertProblem(
                HEAD + "join_points: {place_order: {on: a.B#c}}\nguards: {place_ordr: [retry]}\n",
                "4:10: guards.place_ordr: there is no join point 'place_ordr'; expected one of place_order; did you mean 'place_order'?");
    }

    @Test
    void someGuardsAreForOrdersOnly() {
        String text = HEAD
                + "join_points: {p: {on: a.B#c, kind: query, bind: {symbol: arg0, side: arg1, quantity: arg2}}}\n"
                + "guards: {p: [inventory, {idempotency: {key: symbol}}]}\n";
        assertEquals("""
                policy.yaml:4:14: guards.p[0]: found it on p, which is of the kind query; expected kind: order
                policy.yaml:4:39: guards.p[1].idempotency: found it on p, which is of the kind query; expected kind: order
                """, problems(text));
    }

    @Test
    void aBadBindingHidesNoMissingOne() {
        String text = HEAD
                + "join_points: {p: {on: a.B#c, bind: {symbol: 'arg0.', side: arg1, quantity: arg2}}}\n"
                + "guards: {p: [limits: {max_notional: 1}]}\n";
        assertEquals("""
                policy.yaml:3:51: join_points.p.bind.symbol: found the end of 'arg0.'; expected the name of a member after '.'
                policy.yaml:4:22: guards.p[0].limits: p does not bind 'price'; expected price: PATH in join_points.p.bind; the guard reads it
                """, problems(text));
    }

    @Test
    void allProblemsAreToldTogetherAndNoneTwice() {
        String text = """
                version: 3
                bots: b
                grace: 5
                join_points:
                  a: {on: nope, kind: ordr, rejected_by: [a.B], bind: {symbol: "arg0.", side: arg1, quantity: arg2}}
                  b: {kind: order, bind: 5}
                guards:
                  a:
                  - inventory: {max_age: 1}
                  - timeout
                  - nothing
                  b: [idempotency: {key: symbol}]
                  c: [retry]
                """;
        assertEquals("""
                policy.yaml:1:1: found no 'bot'; expected the key bot: the bot's name: it names the state directory, metrics, unit and alerts
                policy.yaml:1:10: version: found the number 3; expected a whole number 1
                policy.yaml:2:1: bots: unknown key; expected one of version, bot, include, mode, state, shared_data, grace, loops, state_machine, systemd, incidents, chaos, admin, join_points, guards; did you mean 'bot'?
                policy.yaml:3:8: grace: found '5'; expected a time such as 250ms, 5s, 2m, 1h or 1d; a time needs a unit: did you mean '5s'?
                policy.yaml:5:15: join_points.a.on: found the end of 'nope'; expected '#' and a method, as com.acme.Client#placeOrder
                policy.yaml:5:23: join_points.a.kind: found the text 'ordr'; expected one of order, cancel, query, handler, loop, transport, any; did you mean 'order'?
                policy.yaml:5:70: join_points.a.bind.symbol: found the end of 'arg0.'; expected the name of a member after '.'
                policy.yaml:6:6: join_points.b: found no 'on'; expected the key on: the methods, as `com.acme.Client#placeOrder`; one or a list
                policy.yaml:6:26: join_points.b.bind: found the number 5; expected a mapping of names to: path
                policy.yaml:9:26: guards.a[0].inventory.max_age: found '1'; expected a time such as 250ms, 5s, 2m, 1h or 1d; a time needs a unit: did you mean '1s'?
                policy.yaml:10:5: guards.a[1]: found no 'after'; expected the key after: how long a call may take
                policy.yaml:11:5: guards.a[2]: unknown guard 'nothing'; expected one of safe_mode, circuit_breaker, idempotency, inventory, limits, rate_limit, bulkhead, retry, timeout, fallback
                policy.yaml:13:3: guards.c: there is no join point 'c'; expected one of a, b
                """, problems(text));
    }

    private void assertProblem(String text, String problem) {
        assertEquals("policy.yaml:" + problem + "\n", problems(text));
    }

    private String problems(String text) {
        Reading reading = Samples.read(directory, text);
        assertEquals(reading.problems().isEmpty(), reading.policy().isPresent());
        return Samples.problems(reading, directory);
    }
}
