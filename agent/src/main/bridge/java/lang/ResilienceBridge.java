package java.lang;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.Reference;

/**
 * The only class of the agent that woven code sees. It stands in {@code java.lang} because that package is visible
 * from every class loader and every module, and it knows JDK types alone, so that it pins nothing.
 */
public final class ResilienceBridge {
    /**
     * {@code (Lookup, String, MethodType, Object[])CallSite}; null before the first agent. Weak, so that it keeps no agent
     * that has left: but one of whose calls some are still under way is there for them, however late they link their end.
     */
    public static volatile Reference<MethodHandle> linker;

    private ResilienceBridge() {}

    /**
     * Bootstrap method of every woven call; without an agent, or when the agent fails, the site is a no-op. A thread
     * at the end of its stack or memory gets its error, as it would a moment later anyway: the JVM does not remember
     * that, and links anew at the next call. A no-op would stay for ever, and leave orders unguarded.
     */
    public static CallSite link(MethodHandles.Lookup caller, String phase, MethodType type, Object... constants) {
        Reference<MethodHandle> known = linker;
        MethodHandle agent = known == null ? null : known.get();
        if (agent != null) {
            try {
                return (CallSite) agent.invokeExact(caller, phase, type, constants);
            } catch (VirtualMachineError again) {
                throw again;
            } catch (Throwable failedOpen) {
                // The agent counts its own failures before it throws; the host must go on.
            }
        }
        return new ConstantCallSite(untouched(type));
    }

    /** Nothing, or, for a call that may change a value and answers with it, that very value: its last argument. */
    private static MethodHandle untouched(MethodType type) {
        int last = type.parameterCount() - 1;
        if (last < 0 || type.parameterType(last) != type.returnType()) {
            return MethodHandles.empty(type);
        }
        MethodHandle same = MethodHandles.identity(type.returnType());
        return MethodHandles.dropArguments(same, 0, type.parameterList().subList(0, last));
    }

    /**
     * The end of a woven call after its agent has left: {@code (token, value, thrown)}. A token of the agent's, of a call that
     * entered before, keeps the agent, and so its handle; when there are none any more neither is the agent.
     */
    public static Object[] exit(Reference<MethodHandle> agent, Object token, Object value, Throwable thrown)
            throws Throwable {
        MethodHandle handle = token == null ? null : agent.get();
        return handle == null ? null : (Object[]) handle.invokeExact(token, value, thrown);
    }
}
