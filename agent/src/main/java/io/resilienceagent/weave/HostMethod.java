package io.resilienceagent.weave;

import io.resilienceagent.bind.Fit;
import io.resilienceagent.bind.Opener;
import io.resilienceagent.bind.PathReader;
import io.resilienceagent.guard.CallDeniedException;
import io.resilienceagent.guard.Denial;
import io.resilienceagent.guard.Events;
import io.resilienceagent.guard.Invocation;
import io.resilienceagent.guard.Rerun;
import io.resilienceagent.guard.WovenMethod;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A woven method of the host, in one generation of the policy. */
final class HostMethod implements WovenMethod {
    private final MethodHandles.Lookup caller;
    private final WovenAs as;
    private final JoinPoint joinPoint;
    private final Opener opener;
    private final Events events;
    private final PathReader[] readers;
    private final boolean answersLater;
    private volatile Refusal refusal;
    private volatile MethodHandle body;

    HostMethod(MethodHandles.Lookup caller, WovenAs as, JoinPoint joinPoint, Opener opener, Events events) {
        this.caller = caller;
        this.as = as;
        this.joinPoint = joinPoint;
        this.opener = opener;
        this.events = events;
        this.readers = new PathReader[joinPoint.paths().size()];
        for (int i = 0; i < readers.length; i++) {
            readers[i] = new PathReader(joinPoint.paths().get(i), opener);
        }
        this.answersLater = returns(CompletionStage.class) || returns(CompletableFuture.class);
    }

    private boolean returns(Class<?> type) {
        return as.descriptor().endsWith(")" + type.descriptorString());
    }

    @Override
    public Object read(int slot, Invocation call) {
        return readers[slot].read(call);
    }

    @Override
    public Object readItem(int slot, Object item) {
        return readers[slot].readItem(item);
    }

    @Override
    public String hostClass() {
        return caller.lookupClass().getName();
    }

    @Override
    public String hostMethod() {
        return as.method();
    }

    @Override
    public boolean answersLater() {
        return answersLater;
    }

    @Override
    public Ending refusal(Denial denial) {
        try {
            Refusal how = refusal;
            if (how == null) {
                how = Refusal.of(joinPoint, caller, as, opener, events);
                refusal = how;
            }
            Ending ending = how.of(denial);
            return ending.thrown() == null ? new Ending(fit(ending.value()), null) : ending;
        } catch (Throwable failure) {
            events.failure("REFUSAL_ERROR", joinPoint.name() + ".deny", failure);
            return new Ending(fit(null), new CallDeniedException(denial));
        }
    }

    @Override
    public Throwable exception(String className, String message) {
        try {
            return (Throwable) Refusal.exception(className, caller, as, opener).invoke(message);
        } catch (Throwable failure) {
            events.failure("THROW_UNUSABLE", joinPoint.name() + " throw " + className, failure);
            return new CallDeniedException(Denial.of("THROW_UNUSABLE", message));
        }
    }

    @Override
    public Object fit(Object value) {
        return answersLater ? value : Fit.into(value, type().returnType());
    }

    @Override
    public Object rerun(Invocation call) throws Throwable {
        MethodHandle known = body;
        if (known == null) {
            MethodHandle method = as.isStatic()
                    ? caller.findStatic(caller.lookupClass(), as.method(), type())
                    : caller.findSpecial(caller.lookupClass(), as.method(), type(), caller.lookupClass());
            known = method.asFixedArity().asSpreader(Object[].class, type().parameterCount());
            body = known;
        }
        return Rerun.unguarded(known, as.isStatic() ? null : call.self(), call.arguments());
    }

    private MethodType type() {
        return MethodType.fromMethodDescriptorString(
                as.descriptor(), caller.lookupClass().getClassLoader());
    }
}
