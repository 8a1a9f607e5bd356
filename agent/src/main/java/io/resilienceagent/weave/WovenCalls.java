package io.resilienceagent.weave;

import java.lang.reflect.Method;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Writes the {@code invokedynamic} calls that woven code makes. {@link Linker} decides what stands behind them. Their types are the
 * JDK's alone, so that the host's class names nothing of ours but the bridge.
 */
final class WovenCalls {
    private static final String ENTER = "(Ljava/lang/Object;[Ljava/lang/Object;)Ljava/lang/Object;";
    private static final String EXIT = "(Ljava/lang/Object;Ljava/lang/Object;Ljava/lang/Throwable;)[Ljava/lang/Object;";
    private static final String SEEN = "(Ljava/lang/Object;)V";

    private final Handle bootstrap;

    /** @param bridge the bootstrap method that the calls name */
    WovenCalls(Method bridge) {
        this.bootstrap = new Handle(
                Opcodes.H_INVOKESTATIC,
                Type.getInternalName(bridge.getDeclaringClass()),
                bridge.getName(),
                Type.getMethodDescriptor(bridge),
                false);
    }

    /** {@code (this or null, arguments) -> token}; where the token is a {@link Record} the host's body is skipped. */
    void enter(MethodVisitor code, WovenAs as) {
        write(code, Linker.ENTER, ENTER, as);
    }

    /**
     * {@code (token, value or null, thrown or null) -> ending}. A null ending changes nothing; any other is {@code {repeat, value,
     * thrown}}, where a {@link java.util.concurrent.Callable} to repeat runs the body again.
     */
    void exit(MethodVisitor code, WovenAs as) {
        write(code, Linker.EXIT, EXIT, as);
    }

    /** {@code (this) -> void}: tells an {@link InstanceWatch} of an object. */
    void seen(MethodVisitor code, WovenAs as) {
        write(code, Linker.SEEN, SEEN, as);
    }

    /** A moment of the wall clock goes through it; asked of a clock, with the clock before it. */
    void time(MethodVisitor code, String descriptor) {
        code.visitInvokeDynamicInsn(Linker.TIME, descriptor, bootstrap);
    }

    private void write(MethodVisitor code, String phase, String descriptor, WovenAs as) {
        code.visitInvokeDynamicInsn(phase, descriptor, bootstrap, as.constants().toArray());
    }
}
