package io.resilienceagent.systemd;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Leave for JNA to call native code, which a JVM from Java 24 on wants to be asked for: it prints a warning otherwise,
 * and will refuse one day. Leave for our unnamed module would be leave for the host's too, since all unnamed modules are
 * one in this. So JNA becomes a named module in a layer of ours, and that alone gets it. Stateless.
 */
final class NativeAccess {
    private static final int FIRST_JAVA_THAT_ASKS = 24;
    private static final String MODULE = "com.sun.jna";
    private static final Set<String> PACKAGES = Set.of("com.sun.jna", "com.sun.jna.internal", "com.sun.jna.ptr");

    private NativeAccess() {}

    /**
     * Makes JNA's packages of this loader a module, and gives it leave. To be called before any class of them is loaded.
     *
     * @throws ReflectiveOperationException when this JVM keeps its leave elsewhere: JNA still works, with a warning
     */
    static void giveJna(ClassLoader loader, Instrumentation instrumentation) throws ReflectiveOperationException {
        if (Runtime.version().feature() < FIRST_JAVA_THAT_ASKS) {
            return;
        }
        ModuleLayer boot = ModuleLayer.boot();
        Configuration configuration = boot.configuration().resolve(new Jna(), ModuleFinder.of(), Set.of(MODULE));
        Module jna = ModuleLayer.defineModules(configuration, List.of(boot), name -> loader)
                .layer()
                .findModule(MODULE)
                .orElseThrow();
        instrumentation.redefineModule(
                Object.class.getModule(),
                Set.of(),
                Map.of(),
                Map.of("java.lang", Set.of(NativeAccess.class.getModule())),
                Set.of(),
                Map.of());
        try {
            // The public way, ModuleLayer.Controller#enableNativeAccess, asks its caller for the same leave.
            MethodHandles.privateLookupIn(Module.class, MethodHandles.lookup())
                    .findVirtual(Module.class, "implAddEnableNativeAccess", MethodType.methodType(Module.class))
                    .invoke(jna);
        } catch (ReflectiveOperationException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new ReflectiveOperationException(e);
        }
    }

    /** The one module of the layer; its classes come from the agent's loader as they always did. */
    private static final class Jna extends ModuleReference implements ModuleFinder {
        Jna() {
            super(
                    ModuleDescriptor.newOpenModule(MODULE)
                            .requires("java.logging")
                            .packages(PACKAGES)
                            .build(),
                    URI.create("resilience:jna"));
        }

        @Override
        public ModuleReader open() throws IOException {
            throw new IOException("read by the agent's own class loader");
        }

        @Override
        public Optional<ModuleReference> find(String name) {
            return name.equals(MODULE) ? Optional.of(this) : Optional.empty();
        }

        @Override
        public Set<ModuleReference> findAll() {
            return Set.of(this);
        }
    }
}
