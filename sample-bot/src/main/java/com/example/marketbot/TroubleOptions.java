package com.example.marketbot;

import com.example.marketbot.chores.Trouble;
import com.example.marketbot.chores.TroublePlan;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** When, how and for how long the bot's own trouble shows. */
final class TroubleOptions {
    private static final long DEFAULT_TICK = 20;
    private static final Duration DEFAULT_LENGTH = Duration.ofSeconds(5);
    private static final Duration DEFAULT_WORK = Duration.ofMillis(400);

    private static final Duration LONGEST = Duration.ofHours(1);

    @Option(
            names = "--hang-at",
            paramLabel = "TICK",
            description = "The tick, counted from 1, in which the bot's own trouble begins. Default: 20.")
    private Long atTick;

    @Option(
            names = "--hang-for",
            converter = DurationConverter.class,
            paramLabel = "TIME",
            description = "How long it lasts; hang_deadlock lasts for ever, whatever this says. Default: 5s.")
    private Duration length;

    @Option(
            names = "--hang-kind",
            paramLabel = "KIND",
            description = {
                "Which make of it: monitor or reentrant (hang_deadlock, hang_lock), socket or http (hang_io),",
                "fit or regex (hang_cpu), exception or error (loop_dies). Default: the first of the two."
            })
    private String kind;

    @Option(
            names = "--tick-work",
            converter = DurationConverter.class,
            paramLabel = "TIME",
            description =
                    "How long each tick of healthy_slow takes, to be used with a --tick above it. Default: 400ms.")
    private Duration work;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** What these options mean for this trouble in a run of so many ticks. */
    TroublePlan plan(Trouble trouble, long ticks) {
        if (!trouble.hangs()) {
            refuse(atTick, "--hang-at needs a scenario that hangs");
            refuse(length, "--hang-for needs a scenario that hangs");
        }
        if (trouble != Trouble.HEALTHY_SLOW) {
            refuse(work, "--tick-work needs --scenario healthy_slow");
        }
        long tick = or(atTick, DEFAULT_TICK);
        if (tick < 1) {
            refuse(tick, "--hang-at must be 1 or more: ticks are counted from 1");
        }
        if (trouble.hangs() && ticks != 0 && tick > ticks) {
            refuse(tick, "--hang-at " + tick + " never comes: the run has --ticks " + ticks);
        }
        if (or(length, DEFAULT_LENGTH).compareTo(LONGEST) > 0) {
            refuse(length, "--hang-for must be " + LONGEST.toSeconds() + "s at most");
        }
        return new TroublePlan(trouble, kindFor(trouble), tick, or(length, DEFAULT_LENGTH), or(work, DEFAULT_WORK));
    }

    private String kindFor(Trouble trouble) {
        if (kind == null) {
            return trouble.kinds().get(0);
        }
        if (trouble.kinds().size() == 1) {
            refuse(kind, "--hang-kind: " + trouble.label() + " is of one kind only");
        }
        if (!trouble.kinds().contains(kind)) {
            refuse(kind, "--hang-kind '" + kind + "' is none of " + String.join(", ", trouble.kinds()));
        }
        return kind;
    }

    private void refuse(Object given, String problem) {
        if (given != null) {
            throw new ParameterException(spec.commandLine(), problem);
        }
    }

    private static <T> T or(T given, T otherwise) {
        return given == null ? otherwise : given;
    }
}
