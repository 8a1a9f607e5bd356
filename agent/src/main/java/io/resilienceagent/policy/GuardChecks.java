package io.resilienceagent.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What guards must be to their join points. */
final class GuardChecks extends Checks {
    private static final NodePath GUARDS = NodePath.ROOT.key("guards");

    /** What a fallback can answer for; the codes are stable, so a list here does not go stale. */
    private static final List<String> DENIAL_CODES = List.of(
            "SAFE_MODE",
            "STOP_FILE",
            "CIRCUIT_OPEN",
            "DUPLICATE_ORDER",
            "ORDER_UNKNOWN",
            "SKIP_NO_POSITION",
            "SKIP_INSUFFICIENT_POSITION",
            "STALE_POSITION",
            "LIMIT_EXCEEDED",
            "RATE_LIMITED",
            "RETRIES_EXHAUSTED",
            "TIMED_OUT",
            "BULKHEAD_FULL",
            "COALESCED");

    GuardChecks(Policy policy, Node.Mapping root, Problems problems) {
        super(policy, root, problems);
    }

    @Override
    void check() {
        Set<String> joinPoints = names(JOIN_POINTS);
        policy.guards().forEach((joinPoint, guards) -> {
            if (problems.isFull()) {
                return;
            }
            NodePath path = GUARDS.key(joinPoint);
            if (!joinPoints.contains(joinPoint)) {
                String expected = "one of " + Words.list(joinPoints);
                String hint =
                        joinPoints.isEmpty() ? "declare it under join_points" : Words.didYouMean(joinPoint, joinPoints);
                reportKey(path, "there is no join point " + Words.quote(joinPoint), expected, hint);
                return;
            }
            Map<String, NodePath> paths = paths(path);
            Map<Class<?>, Where> seen = new LinkedHashMap<>();
            for (GuardRule guard : guards) {
                NodePath at = paths.get(guard.where().path());
                Where first = seen.putIfAbsent(guard.settings().getClass(), guard.where());
                if (first != null) {
                    Place place = new Place(
                            guard.where().file(),
                            guard.where().line(),
                            guard.where().column());
                    String name = guard.settings().guard();
                    String hint = "the first one is in line " + first.line() + "; remove one of them";
                    problems.add(place, at, "found " + name + " twice", "each guard once for a join point", hint);
                }
                check(guard.settings(), at, joinPoint);
            }
        });
    }

    private void check(GuardSettings settings, NodePath path, String joinPoint) {
        if (settings instanceof SafeModeRule rule) {
            if (rule.reduceOnly().isPresent()) {
                needBound(path.key("reduce_only"), joinPoint, "symbol", "side", "quantity");
            }
            checkConditions(list(rule.reduceOnly()), path.key("reduce_only"), joinPoint, false);
        } else if (settings instanceof CircuitBreakerRule rule) {
            checkName(rule.per(), path.key("per"), joinPoint);
        } else if (settings instanceof IdempotencyRule rule) {
            needOrder(path, joinPoint);
            needBound(path, joinPoint, "symbol", "side", "quantity");
            for (String name : rule.key()) {
                checkBound(name, element(path.key("key"), name), joinPoint, false);
            }
        } else if (settings instanceof InventoryRule rule) {
            needOrder(path, joinPoint);
            needBound(path, joinPoint, "symbol", "side", "quantity");
            checkConditions(list(rule.allowShort()), path.key("allow_short"), joinPoint, false);
        } else if (settings instanceof LimitsRule rule) {
            needBound(path, joinPoint, "symbol", "side", "quantity");
            if (ofPrice(rule)) {
                needBound(path, joinPoint, "price");
            }
        } else if (settings instanceof RateLimitRule rule) {
            checkName(rule.per(), path.key("per"), joinPoint);
            rule.weight().ifPresent(weight -> checkWeight(weight, path.key("weight"), joinPoint));
        } else if (settings instanceof RetryRule rule) {
            checkRetry(rule, path, joinPoint);
        } else if (settings instanceof FallbackRule rule) {
            checkFallback(rule, path, joinPoint);
        }
    }

    private void checkWeight(Argument weight, NodePath path, String joinPoint) {
        checkName(weight.name(), path, joinPoint);
        boolean number = weight.literal()
                .filter(literal ->
                        literal.type() == Literal.Type.NUMBER && !literal.text().startsWith("-"))
                .isPresent();
        if (weight.name().isEmpty() && !number) {
            report(path, root.at(path).found(), "a bound name or a number of at least 0", "");
        }
    }

    private void checkRetry(RetryRule rule, NodePath path, String joinPoint) {
        if (isCertainly(joinPoint, JoinPointKind.ORDER)) {
            String hint = "an order that was not answered may have been executed; remove it";
            report(path, "found retry on an order", "retry on other kinds only", hint);
        }
        checkConditions(rule.when(), path.key("when"), joinPoint, true);
        rule.retryAfter().ifPresent(read -> {
            Set<BindPath.Root> roots = Set.of(BindPath.Root.EXCEPTION);
            checkRoots(Map.of("retry_after", read), path, roots, "a path that starts with exception");
        });
    }

    private void checkFallback(FallbackRule rule, NodePath path, String joinPoint) {
        checkConditions(rule.when(), path.key("when"), joinPoint, true);
        for (String name : rule.on()) {
            // What looks like a code is one: no class that anybody guards is called so, without a package.
            if (name.chars().allMatch(c -> Character.isUpperCase(c) || c == '_') && !DENIAL_CODES.contains(name)) {
                String hint = Words.didYouMean(name, DENIAL_CODES);
                String expected = "a class, or one of " + Words.list(DENIAL_CODES);
                report(element(path.key("on"), name), "unknown denial code " + Words.quote(name), expected, hint);
            }
        }
        Optional<Answer.Source> source = rule.answer().map(Answer::source);
        if (source.equals(Optional.of(Answer.Source.PREVIOUS))) {
            report(path.key("return"), "found 'previous'", "a constant or last_good", "write last_good");
        }
        if (source.equals(Optional.of(Answer.Source.LAST_GOOD)) && isCertainly(joinPoint, JoinPointKind.ORDER)) {
            String hint = "an order that failed must not look accepted";
            report(path.key("return"), "found 'last_good' on an order", "throw, or a constant", hint);
        }
    }

    private void checkName(Optional<String> name, NodePath path, String joinPoint) {
        name.ifPresent(present -> checkBound(present, path, joinPoint, false));
    }

    private void needOrder(NodePath path, String joinPoint) {
        if (!isKind(joinPoint, JoinPointKind.ORDER)) {
            String kind = Words.snake(policy.joinPoints().get(joinPoint).kind().name());
            report(path, "found it on " + joinPoint + ", which is of the kind " + kind, "kind: order", "");
        }
    }

    private void needBound(NodePath path, String joinPoint, String... needed) {
        NodePath bind = JOIN_POINTS.key(joinPoint).key("bind");
        Set<String> bound = names(bind);
        for (String name : needed) {
            if (!bound.contains(name) && !namesAreBroken(bind)) {
                String expected = name + ": PATH in join_points." + joinPoint + ".bind";
                report(path, joinPoint + " does not bind " + Words.quote(name), expected, "the guard reads it");
            }
        }
    }

    private static boolean ofPrice(LimitsRule rule) {
        return rule.maxNotional().isPresent()
                || rule.maxNotionalPerDay().isPresent()
                || rule.priceBand().isPresent()
                || rule.priceDecimals().isPresent();
    }

    private static List<Condition> list(Optional<Condition> condition) {
        return condition.map(List::of).orElse(List.of());
    }

    /** The guards of a list by the path that their rules carry: broken ones are not in the draft, so places shift. */
    private Map<String, NodePath> paths(NodePath list) {
        Map<String, NodePath> paths = new LinkedHashMap<>();
        if (root.at(list) instanceof Node.Items items) {
            for (int i = 0; i < items.items().size(); i++) {
                NodePath path = list.index(i);
                if (items.items().get(i) instanceof Node.Mapping mapping
                        && mapping.entries().size() == 1) {
                    path = path.key(mapping.entries().keySet().iterator().next());
                }
                paths.put(path.toString(), path);
            }
        }
        return paths;
    }
}
