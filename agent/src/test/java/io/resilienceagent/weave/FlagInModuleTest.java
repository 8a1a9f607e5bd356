package io.resilienceagent.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.guard.GuardKit;
import io.resilienceagent.policy.ClassMember;
import io.resilienceagent.state.HostFlag;
import java.lang.reflect.Field;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.ErrorManager;
import org.junit.jupiter.api.Test;

/** A private field in a module that opens nothing, as a host on the module path may have it. */
class FlagInModuleTest {
    @Test
    void aClosedModuleIsOpenedToTheAgent() throws ReflectiveOperationException {
        try (WeavingRig rig = new WeavingRig()) {
            AtomicBoolean up = new AtomicBoolean();
            HostFlag flag = new HostFlag(
                    ClassMember.parse("java.util.logging.ErrorManager#reported"),
                    rig.weaver.opener(),
                    name -> List.of(),
                    up::get,
                    new GuardKit().ticker(),
                    rig.events);
            ErrorManager host = new ErrorManager();
            flag.seen(host);
            Field reported = ErrorManager.class.getDeclaredField("reported");
            reported.setAccessible(true);
            up.set(true);
            flag.look();
            assertTrue(reported.getBoolean(host));
            up.set(false);
            flag.look();
            assertFalse(reported.getBoolean(host));
            assertEquals(List.of(), rig.events.failures);
        }
    }
}
