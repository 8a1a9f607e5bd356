package io.resilienceagent.weave;

import java.lang.reflect.Method;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Rewrites the places of one class that ask for the wall clock: behind each comes a call that may change what was answered.
 * Nothing else of the class changes: no branch is added, so its stack maps stay.
 */
final class ClockSites extends ClassVisitor {
    private static final int OLDEST_VERSION = 51;
    private static final String CLOCK = "Ljava/time/Clock;";
    private static final String ZONED = "java/time/ZonedDateTime";

    /** Those that are made of a date and time with a zone, since a zone may change its offset meanwhile. */
    private static final Map<String, String> OF_ZONED = Map.of(
            "java/time/LocalDateTime", "toLocalDateTime",
            "java/time/LocalDate", "toLocalDate",
            "java/time/LocalTime", "toLocalTime");

    private final WovenCalls calls;
    private String owner = "";
    private boolean changed;

    private ClockSites(ClassVisitor next, Method bridge) {
        super(Opcodes.ASM9, next);
        this.calls = new WovenCalls(bridge);
    }

    /** The class with its places changed; null where it has none, or is too old for such calls. */
    static byte[] rewritten(byte[] classFile, Method bridge) {
        int version = (classFile[6] & 0xff) << 8 | (classFile[7] & 0xff);
        if (version < OLDEST_VERSION) {
            return null;
        }
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, 0);
        ClockSites sites = new ClockSites(writer, bridge);
        reader.accept(sites, 0);
        return sites.changed ? writer.toByteArray() : null;
    }

    @Override
    public void visit(int version, int access, String name, String signature, String parent, String[] interfaces) {
        owner = name;
        super.visit(version, access, name, signature, parent, interfaces);
    }

    @Override
    public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] thrown) {
        MethodVisitor plain = super.visitMethod(access, name, descriptor, signature, thrown);
        return new Places(new Bounds(plain, owner, name, descriptor));
    }

    /** The calls of one method. */
    private final class Places extends MethodVisitor {
        /** How much more than the method's own may lie on the stack: a clock, or a moment in milliseconds. */
        private int more;

        Places(MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            if (opcode == Opcodes.INVOKESTATIC && name.equals("now") && OF_ZONED.containsKey(owner)) {
                String local = Type.getReturnType(descriptor).getDescriptor();
                ask(owner, descriptor.replace(")" + local, ")L" + ZONED + ";"));
                super.visitMethodInsn(Opcodes.INVOKEVIRTUAL, ZONED, OF_ZONED.get(owner), "()" + local, false);
            } else if (opcode == Opcodes.INVOKESTATIC && name.equals("now") && isMoment(owner)) {
                ask(owner, descriptor);
            } else if (opcode == Opcodes.INVOKESTATIC && isPlain(owner, name)) {
                super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
                seen("", descriptor);
            } else if (opcode == Opcodes.INVOKEVIRTUAL
                    && owner.equals("java/time/Clock")
                    && isAsked(descriptor, name)) {
                super.visitInsn(Opcodes.DUP);
                super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
                seen(CLOCK, descriptor);
            } else if (isDateOfNow(opcode, owner, name, descriptor)) {
                super.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/System", "currentTimeMillis", "()J", false);
                seen("", "()J");
                super.visitMethodInsn(opcode, owner, name, "(J)V", false);
            } else {
                super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
            }
        }

        /** A {@code now}, which may be asked by a clock: then that is kept to be shown. */
        private void ask(String owner, String descriptor) {
            boolean byClock = descriptor.startsWith("(" + CLOCK);
            if (byClock) {
                super.visitInsn(Opcodes.DUP);
            }
            String from = OF_ZONED.containsKey(owner) ? ZONED : owner;
            super.visitMethodInsn(Opcodes.INVOKESTATIC, from, "now", descriptor, false);
            seen(byClock ? CLOCK : "", descriptor);
        }

        private void seen(String clock, String descriptor) {
            String type = Type.getReturnType(descriptor).getDescriptor();
            calls.time(mv, "(" + clock + type + ")" + type);
            changed = true;
            more = 2;
        }

        @Override
        public void visitMaxs(int maxStack, int maxLocals) {
            super.visitMaxs(maxStack + more, maxLocals);
        }

        private static boolean isMoment(String owner) {
            return owner.equals("java/time/Instant") || owner.equals(ZONED) || owner.equals("java/time/OffsetDateTime");
        }

        private static boolean isPlain(String owner, String name) {
            return (owner.equals("java/lang/System") && name.equals("currentTimeMillis"))
                    || (owner.equals("java/util/Calendar") && name.equals("getInstance"));
        }

        private static boolean isAsked(String descriptor, String name) {
            return (name.equals("instant") || name.equals("millis")) && descriptor.startsWith("()");
        }

        private static boolean isDateOfNow(int opcode, String owner, String name, String descriptor) {
            return opcode == Opcodes.INVOKESPECIAL
                    && owner.equals("java/util/Date")
                    && name.equals("<init>")
                    && descriptor.equals("()V");
        }
    }
}
