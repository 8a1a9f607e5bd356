package io.resilienceagent.policy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the parts of a join point must be to each other. */
final class JoinPointChecks extends Checks {
    private static final Set<BindPath.Root> CALL = Set.of(BindPath.Root.ARG, BindPath.Root.THIS);
    private static final Set<BindPath.Root> CALL_OR_RETURN =
            Set.of(BindPath.Root.ARG, BindPath.Root.THIS, BindPath.Root.RETURN);
    private static final Set<BindPath.Root> ITEM = Set.of(BindPath.Root.ITEM);
    private static final String FROM_CALL = "a path that starts with arg0, arg1, ... or this";
    private static final String FROM_RETURN = "a path that starts with return, arg0, arg1, ... or this";
    /** Names that an order's own answer may tell. */
    private static final Set<String> OF_ANSWERS = Set.of("order_id", "filled");

    private boolean ordersAreObserved;

    JoinPointChecks(Policy policy, Node.Mapping root, Problems problems) {
        super(policy, root, problems);
    }

    @Override
    void check() {
        for (Map.Entry<String, JoinPointRule> joinPoint : policy.joinPoints().entrySet()) {
            ordersAreObserved |= observesOrders(joinPoint.getKey(), joinPoint.getValue());
        }
        policy.joinPoints().forEach((name, rule) -> {
            NodePath path = JOIN_POINTS.key(name);
            rule.bind().forEach((bound, read) -> {
                boolean ofAnswer = OF_ANSWERS.contains(bound);
                Map<String, BindPath> one = Map.of(bound, read);
                checkRoots(one, path.key("bind"), ofAnswer ? CALL_OR_RETURN : CALL, ofAnswer ? FROM_RETURN : FROM_CALL);
            });
            checkConditions(rule.failureWhen(), path.key("failure_when"), name, true);
            checkConditions(rule.rejectedWhen(), path.key("rejected_when"), name, true);
            rule.observe().ifPresent(observe -> checkObserve(observe, path.key("observe")));
            rule.deny().flatMap(Deny::answer).ifPresent(answer -> checkDeny(answer, name));
            if (!rule.rejectedBy().isEmpty() && !isKind(name, JoinPointKind.ORDER)) {
                onlyOnOrders(path.key("rejected_by"), rule);
            }
            if (!rule.rejectedWhen().isEmpty() && !isKind(name, JoinPointKind.ORDER)) {
                onlyOnOrders(path.key("rejected_when"), rule);
            }
            rule.lookup().ifPresent(lookup -> checkLookup(lookup, name, rule));
        });
    }

    private void checkObserve(Observe observe, NodePath path) {
        Map<String, BindPath> answers = new LinkedHashMap<>();
        put(answers, "positions", observe.positions());
        put(answers, "open_orders", observe.openOrders());
        put(answers, "orders", observe.orders());
        put(answers, "price", observe.price());
        checkRoots(answers, path, CALL_OR_RETURN, FROM_RETURN);
        Map<String, BindPath> scope = new LinkedHashMap<>();
        put(scope, "symbol", observe.symbol());
        checkRoots(scope, path, CALL, FROM_CALL);
        checkRoots(observe.item(), path.key("item"), ITEM, "a path that starts with a member of the listed order");
    }

    private void checkDeny(Answer answer, String joinPoint) {
        NodePath path = JOIN_POINTS.key(joinPoint).key("deny").key("return");
        if (answer.source() == Answer.Source.LAST_GOOD) {
            report(path, "found 'last_good'", "a constant or previous", "last_good belongs to the guard fallback");
        }
        if (answer.source() == Answer.Source.PREVIOUS && isCertainly(joinPoint, JoinPointKind.ORDER)) {
            String hint = "a denied order must not look accepted; for duplicates there is idempotency's duplicate:"
                    + " return_previous";
            report(path, "found 'previous' on an order", "throw, or a constant", hint);
        }
    }

    private void checkLookup(Lookup lookup, String joinPoint, JoinPointRule rule) {
        NodePath path = JOIN_POINTS.key(joinPoint).key("lookup");
        if (!isKind(joinPoint, JoinPointKind.ORDER)) {
            onlyOnOrders(path, rule);
        }
        BindPath call = lookup.call();
        if (!problems.at(path.key("call"))) {
            checkRoots(Map.of("call", call), path, CALL, FROM_CALL);
            BindPath.StepType last = call.steps().isEmpty()
                    ? null
                    : call.steps().get(call.steps().size() - 1).type();
            if (last != BindPath.StepType.MEMBER && last != BindPath.StepType.METHOD) {
                String expected = "a path that ends with a method, as this.exchange.recentOrders";
                report(path.key("call"), "found the path " + Words.quote(call.text()), expected, "");
            }
        }
        for (Argument argument : lookup.args()) {
            argument.name().ifPresent(name -> checkBound(name, element(path.key("args"), name), joinPoint, false));
        }
        if (!ordersAreObserved) {
            String found = "no join point observes orders";
            String expected = "observe: {orders: return} at the join point that the lookup calls";
            reportKey(path, found, expected, "without it an answer cannot be read");
        }
    }

    /** Whether a join point observes orders, or means to and is told what is wrong with it. */
    private boolean observesOrders(String name, JoinPointRule rule) {
        return rule.observe().flatMap(Observe::orders).isPresent()
                || problems.at(JOIN_POINTS.key(name).key("observe"));
    }

    private void onlyOnOrders(NodePath path, JoinPointRule rule) {
        String kind = Words.snake(rule.kind().name());
        reportKey(
                path, "found it on the kind " + kind, "kind: order", "only orders have it; remove it or say the kind");
    }

    private static void put(Map<String, BindPath> paths, String name, Optional<BindPath> path) {
        path.ifPresent(present -> paths.put(name, present));
    }
}
