package io.resilienceagent.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The agent at work, as the JVM's entry knows it: an attach that comes while there is one gives it another policy, or has it
 * leave. Known by types of the JDK only, since the entry is of another class loader. Thread-safe.
 */
final class Living implements BiFunction<String, String, String> {
    /** The argument that has the agent leave. */
    static final String DETACH = "detach";

    private final House house;
    private final Origin origin;
    private final Control control;
    private final Detachment detachment;

    Living(House house, Origin origin, Control control, Detachment detachment) {
        this.house = house;
        this.origin = origin;
        this.control = control;
        this.detachment = detachment;
    }

    /** Has the agent leave; returns at once. */
    Runnable detachment() {
        return detachment;
    }

    /** Answers the attach that brought this agent in: what it asks is done while the control socket is being opened. */
    String welcome(FirstRequest first) throws IOException {
        Optional<String> answered = first.answer(control);
        // Whoever attached asks next.
        control.settle();
        return AttachAnswer.of("attached", house, origin, List.of(), answered);
    }

    /**
     * Answers an attach that comes later.
     *
     * @param arguments as those of the start, or {@value #DETACH}
     * @param jar the jar that should be at work; null for whichever is
     * @return a JSON object; null when the agent has left meanwhile
     * @throws IllegalStateException with lines for a person, when it is refused: then nothing has changed
     */
    @Override
    public String apply(String arguments, String jar) {
        try {
            return Errand.run("attach", () -> answer(arguments, jar));
        } catch (Unusable refused) {
            throw refused.told();
        } catch (Exception broken) {
            throw new IllegalStateException("resilience: the agent could not do that", broken);
        }
    }

    private String answer(String arguments, String jar) throws Exception {
        if (arguments.strip().equals(DETACH)) {
            detachment.run();
            return AttachAnswer.of("detached", house, origin, detachment.await(), Optional.empty());
        }
        if (detachment.begun()) {
            detachment.await();
            return null;
        }
        Options options = Agent.options(arguments, house.file().toString());
        if (options.state().isPresent()) {
            Path wanted = Path.of(options.state().get()).toAbsolutePath().normalize();
            if (!wanted.equals(house.state())) {
                throw new Unusable(
                        "this bot's agent is at work already, with another state directory",
                        "state=" + wanted + ", but the agent holds " + house.state()
                                + ": leave state= away to give it another policy, or detach it first");
            }
        }
        FirstRequest first = FirstRequest.in(options.ask());
        house.reload(options.policy());
        // It may have been told to leave meanwhile: then nothing is in force.
        if (detachment.begun()) {
            detachment.await();
            return null;
        }
        List<String> notes = new ArrayList<>();
        if (jar != null && !origin.isFrom(jar)) {
            notes.add("the agent at work is version " + origin.version() + " of " + origin.jar() + "; to change to "
                    + jar + ", detach it and attach again");
        }
        return AttachAnswer.of("reconfigured", house, origin, notes, first.answer(control));
    }
}
