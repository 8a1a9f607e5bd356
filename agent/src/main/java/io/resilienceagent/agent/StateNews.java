package io.resilienceagent.agent;

import io.resilienceagent.response.IncidentDesk;
import io.resilienceagent.response.StateResponse;
import io.resilienceagent.state.CycleVerdict;
import io.resilienceagent.state.StateListener;
import io.resilienceagent.state.Transition;
import java.util.function.Supplier;

/**
 * Brings what happens to the state to the desk, from whatever thread it happens on: what answers it is made there.
 *
 * @param response asked on the desk's thread only
 */
record StateNews(IncidentDesk desk, Supplier<StateResponse> response) implements StateListener {
    @Override
    public void changed(Transition transition) {
        desk.hand(() -> response.get().changed(transition));
    }

    @Override
    public void judged(CycleVerdict verdict) {
        desk.hand(() -> response.get().judged(verdict));
    }
}
