package io.resilienceagent.weave;

import java.util.List;

/**
 * What a woven call says of itself: texts only, so that linking it loads no class that the host did not load.
 *
 * @param key the join point, see {@link JoinPoint#key()}
 * @param method the host's method
 * @param descriptor its JVM descriptor
 * @param isStatic whether it is static
 */
record WovenAs(String key, String method, String descriptor, boolean isStatic) {
    static WovenAs of(Object[] constants) {
        return new WovenAs(
                (String) constants[0], (String) constants[1], (String) constants[2], Boolean.parseBoolean((String)
                        constants[3]));
    }

    List<String> constants() {
        return List.of(key, method, descriptor, Boolean.toString(isStatic));
    }
}
