package io.resilienceagent.report.tool;

import java.io.File;
import java.util.Map;
import java.util.concurrent.Future;
import org.openjdk.jmc.common.item.IItemCollection;
import org.openjdk.jmc.common.util.IPreferenceValueProvider;
import org.openjdk.jmc.flightrecorder.JfrLoaderToolkit;
import org.openjdk.jmc.flightrecorder.rules.IResult;
import org.openjdk.jmc.flightrecorder.rules.IRule;
import org.openjdk.jmc.flightrecorder.rules.RuleRegistry;
import org.openjdk.jmc.flightrecorder.rules.util.RulesToolkit;

/** The rules of JDK Mission Control alone on a file, for comparison. Argument: the file. */
public final class MissionControlAlone {
    private MissionControlAlone() {}

    /** Runs them. */
    public static void main(String[] arguments) throws Exception {
        IItemCollection items = JfrLoaderToolkit.loadEvents(new File(arguments[0]));
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        System.out.println("loaded, heap in use " + ((runtime.totalMemory() - runtime.freeMemory()) >> 20) + " MB");
        Map<IRule, Future<IResult>> results = RulesToolkit.evaluateParallel(
                RuleRegistry.getRules(), items, IPreferenceValueProvider.DEFAULT_VALUES, 1);
        for (Map.Entry<IRule, Future<IResult>> result : results.entrySet()) {
            System.out.println(
                    result.getKey().getId() + " " + result.getValue().get().getSeverity());
        }
    }
}
