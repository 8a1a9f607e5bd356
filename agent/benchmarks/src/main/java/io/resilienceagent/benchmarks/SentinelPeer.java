package io.resilienceagent.benchmarks;

import com.alibaba.csp.sentinel.Entry;
import com.alibaba.csp.sentinel.SphU;
import com.alibaba.csp.sentinel.slots.block.BlockException;
import com.alibaba.csp.sentinel.slots.block.RuleConstant;
import com.alibaba.csp.sentinel.slots.block.degrade.DegradeRule;
import com.alibaba.csp.sentinel.slots.block.degrade.DegradeRuleManager;
import com.alibaba.csp.sentinel.slots.block.flow.FlowRule;
import com.alibaba.csp.sentinel.slots.block.flow.FlowRuleManager;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The same guards by Sentinel; a state of its own, since Sentinel starts threads and writes logs from its first call. */
@State(Scope.Benchmark)
public class SentinelPeer {
    private static final String BREAKER = "breaker";
    private static final String STACK = "stack";

    /** Puts the rules in force. */
    @Setup
    public void rules() {
        System.setProperty(
                "csp.sentinel.log.dir",
                Path.of("agent/benchmarks/target/sentinel").toString());
        DegradeRuleManager.loadRules(List.of(exceptions(BREAKER), exceptions(STACK)));
        FlowRuleManager.loadRules(List.of(
                new FlowRule(STACK).setGrade(RuleConstant.FLOW_GRADE_QPS).setCount(1_000_000_000),
                new FlowRule(STACK).setGrade(RuleConstant.FLOW_GRADE_THREAD).setCount(100)));
    }

    private static DegradeRule exceptions(String resource) {
        return new DegradeRule(resource)
                .setGrade(RuleConstant.DEGRADE_GRADE_EXCEPTION_COUNT)
                .setCount(3)
                .setMinRequestAmount(3)
                .setStatIntervalMs(60_000)
                .setTimeWindow(120);
    }

    String breaker(Supplier<String> call) {
        return guarded(BREAKER, call);
    }

    String stack(Supplier<String> call) {
        return guarded(STACK, call);
    }

    private static String guarded(String resource, Supplier<String> call) {
        Entry entry;
        try {
            entry = SphU.entry(resource);
        } catch (BlockException denied) {
            throw new IllegalStateException("the limits are out of reach", denied);
        }
        try {
            return call.get();
        } finally {
            entry.exit();
        }
    }
}
