package io.resilienceagent.policy;

/**
 * A field or a no-argument method of a class, as {@code com.acme.Bot#safeMode} or {@code com.acme.Bot#isSafeMode()}.
 *
 * @param className the class's full name
 * @param name the field's or method's name
 * @param method whether it is a method
 */
public record ClassMember(String className, String name, boolean method) {
    private static final String CALL = "()";

    /** Reads a text that {@link Form#MEMBER} lets pass. */
    public static ClassMember parse(String text) {
        int hash = text.indexOf('#');
        boolean method = text.endsWith(CALL);
        int end = text.length() - (method ? CALL.length() : 0);
        return new ClassMember(text.substring(0, hash), text.substring(hash + 1, end), method);
    }

    /** As it was written. */
    @Override
    public String toString() {
        return className + "#" + name + (method ? CALL : "");
    }
}
