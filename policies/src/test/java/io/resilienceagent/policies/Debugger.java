package io.resilienceagent.policies;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import com.sun.jdi.connect.ListeningConnector;
import java.io.IOException;
import java.util.Map;

/** A debugger that a JVM connects to, as developers use them: it stops all threads and lets them go on. */
final class Debugger implements AutoCloseable {
    private final ListeningConnector connector = Bootstrap.virtualMachineManager().listeningConnectors().stream()
            .filter(listening -> listening.transport().name().equals("dt_socket"))
            .findFirst()
            .orElseThrow();
    private final Map<String, Connector.Argument> arguments = connector.defaultArguments();
    private final String address;
    private VirtualMachine jvm;

    Debugger() throws IOException, IllegalConnectorArgumentsException {
        arguments.get("localAddress").setValue("127.0.0.1");
        address = connector.startListening(arguments);
    }

    /** With this the JVM connects to it. */
    String option() {
        return "-agentlib:jdwp=transport=dt_socket,server=n,suspend=n,address=127.0.0.1:"
                + address.substring(address.lastIndexOf(':') + 1);
    }

    /** Waits for the JVM. */
    void accept() throws IOException, IllegalConnectorArgumentsException {
        jvm = connector.accept(arguments);
    }

    void suspendAll() {
        jvm.suspend();
    }

    void resumeAll() {
        jvm.resume();
    }

    @Override
    public void close() throws IOException, IllegalConnectorArgumentsException {
        connector.stopListening(arguments);
        try {
            if (jvm != null) {
                jvm.dispose();
            }
        } catch (VMDisconnectedException ended) {
            return; // with the process
        }
    }
}
