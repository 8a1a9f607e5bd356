package io.resilienceagent.report.rule;

import io.resilienceagent.report.story.Story;
import java.util.List;

/** Looks for one kind of trouble. Stateless. */
interface Rule {
    /** What it finds in a story; nothing where there is nothing to be found, or nothing was recorded that would show it. */
    List<Finding> findings(Story story);
}
